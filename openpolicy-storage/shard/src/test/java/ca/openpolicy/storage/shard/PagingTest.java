// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.openpolicy.core.Cursor;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.InvalidValueException;
import ca.openpolicy.core.Page;
import ca.openpolicy.embedded.EmbeddedPostgres;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(Engine.class)
class PagingTest {
    private static final SortKey BY_ID = SortKey.ascending("id", SortKey.Kind.LONG);
    private static final KeysetQuery<Long> ALL =
            new KeysetQuery<>("id", "thing", "", List.of(), List.of(BY_ID), row -> row.getLong("id"));

    private Databases databases;
    private Shards shards;

    @BeforeEach
    void open(EmbeddedPostgres postgres) throws SQLException {
        databases = Databases.open(postgres, 2);
        databases.onEach("create table thing (id bigint primary key, kind int, word text collate \"C\")");
        Databases.execute(
                databases.shard(0).dataSource(),
                "insert into thing select n, n % 3, 'w' || n from generate_series(2, 100, 2) n");
        Databases.execute(
                databases.shard(1).dataSource(),
                "insert into thing select n, null, 'w' || n from generate_series(1, 99, 2) n");
        shards = databases.shards();
    }

    @AfterEach
    void close() {
        shards.close();
        databases.close();
    }

    @Test
    void the_first_page_has_no_previous_and_the_last_has_no_next() {
        Page<Long> first = shards.page(ALL, 60, Optional.empty());
        Page<Long> last = shards.page(ALL, 60, first.next());

        assertThat(first.items()).containsExactlyElementsOf(numbers(1, 60));
        assertThat(first.previous()).isEmpty();
        assertThat(last.items()).containsExactlyElementsOf(numbers(61, 100));
        assertThat(last.next()).isEmpty();
        assertThat(shards.page(ALL, 60, last.previous()).items()).isEqualTo(first.items());
        assertThat(shards.page(ALL, 60, last.previous()).previous()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 25, 50, 100, 101, 500})
    void a_page_that_holds_all_that_is_left_has_no_next(int limit) {
        List<Long> all = new ArrayList<>();
        Optional<Cursor> cursor = Optional.empty();
        do {
            Page<Long> page = shards.page(ALL, limit, cursor);
            all.addAll(page.items());
            cursor = page.next();
        } while (cursor.isPresent());

        assertThat(all).containsExactlyElementsOf(numbers(1, 100));
    }

    @Test
    void parameters_choose_the_rows_in_every_branch() {
        List<SortKey> order = List.of(
                SortKey.descending("kind", SortKey.Kind.INT).orNull(),
                SortKey.ascending("word", SortKey.Kind.TEXT),
                BY_ID);
        KeysetQuery<Long> query = new KeysetQuery<>(
                "id, word",
                "thing t",
                "t.id > ? and t.word like ? or false",
                List.of(20L, "w%"),
                order,
                row -> row.getLong(1));

        List<Long> all = new ArrayList<>();
        Page<Long> page = shards.page(query, 9, Optional.empty());
        all.addAll(page.items());
        while (page.next().isPresent()) {
            page = shards.page(query, 9, page.next());
            all.addAll(page.items());
        }

        assertThat(all).hasSize(80).doesNotHaveDuplicates();
        assertThat(all.subList(0, 3)).containsExactly(26L, 32L, 38L);
        assertThat(all.subList(40, 42)).containsExactly(21L, 23L);
    }

    @Test
    void one_shard_can_be_asked_alone() {
        EntityId id = EntityId.firstOf(0);

        Page<Long> page = shards.page(id, ALL, 3, Optional.empty());
        assertThat(page.items()).containsExactly(2L, 4L, 6L);
        assertThat(shards.page(databases.shard(0), ALL, 3, page.next()).items()).containsExactly(8L, 10L, 12L);
        assertThat(shards.page(databases.shard(1), ALL, 2, Optional.empty()).items())
                .containsExactly(1L, 3L);
    }

    @Test
    void an_empty_list_is_an_empty_page_without_ends() {
        KeysetQuery<Long> none =
                new KeysetQuery<>("id", "thing", "id < ?", List.of(0L), List.of(BY_ID), row -> row.getLong(1));

        assertThat(shards.page(none, 10, Optional.empty()))
                .isEqualTo(new Page<>(List.of(), Optional.empty(), Optional.empty()));
    }

    @Test
    void a_page_whose_rows_are_gone_leads_back_to_the_row_where_it_stood() throws SQLException {
        Page<Long> first = shards.page(ALL, 10, Optional.empty());
        databases.onEach("delete from thing where id > 10");
        Page<Long> empty = shards.page(ALL, 10, first.next());

        assertThat(empty.items()).isEmpty();
        assertThat(empty.next()).isEmpty();
        assertThat(shards.page(ALL, 10, empty.previous()).items()).isEqualTo(first.items());
    }

    @Test
    void a_row_that_two_shards_have_while_it_moves_is_shown_once() throws SQLException {
        Databases.execute(
                databases.shard(1).dataSource(), "insert into thing select n, 0, 'w' from generate_series(2, 20, 2) n");

        List<Long> all = new ArrayList<>();
        Optional<Cursor> cursor = Optional.empty();
        do {
            Page<Long> page = shards.page(ALL, 3, cursor);
            all.addAll(page.items());
            cursor = page.next();
        } while (cursor.isPresent());

        assertThat(all).containsExactlyElementsOf(numbers(1, 100));
    }

    @Test
    void a_cursor_outlives_a_move_of_rows_between_shards() throws SQLException {
        Page<Long> first = shards.page(ALL, 10, Optional.empty());
        Databases.execute(databases.shard(0).dataSource(), "truncate thing");
        Databases.execute(
                databases.shard(1).dataSource(),
                "insert into thing select n, 0, 'w' from generate_series(2, 100, 2) n");

        assertThat(shards.page(ALL, 10, first.next()).items()).containsExactlyElementsOf(numbers(11, 20));
    }

    @Test
    void a_cursor_and_a_limit_from_outside_are_checked() {
        assertThatThrownBy(() -> shards.page(ALL, 10, Optional.of(new Cursor("nonsense"))))
                .isInstanceOfSatisfying(
                        InvalidValueException.class, e -> assertThat(e.name()).isEqualTo("cursor"));
        for (int limit : new int[] {0, -1, 501}) {
            assertThatThrownBy(() -> shards.page(ALL, limit, Optional.empty()))
                    .isInstanceOfSatisfying(
                            InvalidValueException.class,
                            e -> assertThat(e.name()).isEqualTo("limit"));
        }
    }

    @Test
    void a_query_without_a_total_order_is_refused() {
        assertThatThrownBy(() -> new KeysetQuery<>("id", "thing", "", List.of(), List.of(), row -> 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new KeysetQuery<>("id", "thing", "", List.of(), List.of(BY_ID.orNull()), row -> 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new KeysetQuery<>("id", "thing", "", List.of(1.5), List.of(BY_ID), row -> 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<Long> numbers(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }
}

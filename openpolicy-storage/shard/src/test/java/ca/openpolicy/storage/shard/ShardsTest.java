// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.openpolicy.core.EntityId;
import ca.openpolicy.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Engine.class)
class ShardsTest {
    private Databases databases;
    private Shards shards;

    @BeforeEach
    void open(EmbeddedPostgres postgres) throws SQLException {
        databases = Databases.open(postgres, 3);
        databases.onEach("create table thing (id bigint primary key, word text)");
        shards = databases.shards();
    }

    @AfterEach
    void close() {
        shards.close();
        databases.close();
    }

    @Test
    void a_write_lands_on_the_owner_alone() {
        List<EntityId> ids = ids(60);
        ids.forEach(id -> shards.write(id, connection -> insert(connection, id)));

        for (EntityId id : ids) {
            List<Long> found = shards.scatter(connection -> count(connection, id));
            assertThat(found.get(databases.all().indexOf(shards.map().owner(id))))
                    .isEqualTo(1);
            assertThat(found.stream().mapToLong(Long::longValue).sum()).isEqualTo(1);
            assertThat(shards.<Long>read(id, connection -> count(connection, id)))
                    .isEqualTo(1);
        }
        assertThat(shards.count("thing", "", List.of())).isEqualTo(60);
    }

    @Test
    void many_entities_are_asked_for_once_on_each_of_their_owners() {
        List<EntityId> ids = ids(60);
        ids.forEach(id -> shards.write(id, connection -> insert(connection, id)));
        List<EntityId> ofTwo = ids.stream()
                .filter(id -> !shards.map().owner(id).equals(databases.shard(2)))
                .toList();
        List<List<String>> found = shards.ask(ofTwo, some -> {
            assertThat(some).isNotEmpty();
            return askingWhere(some);
        });
        assertThat(found).hasSize(2);
        assertThat(found.stream().map(Set::copyOf)).allMatch(databases -> databases.size() == 1);
        assertThat(found.stream().mapToInt(List::size).sum()).isEqualTo(ofTwo.size());
        assertThat(shards.ask(List.of(ids.getFirst(), ids.getFirst()), ShardsTest::askingWhere))
                .singleElement()
                .satisfies(rows -> assertThat(rows).hasSize(1));
        assertThat(shards.ask(List.of(), ShardsTest::askingWhere)).isEmpty();
    }

    @Test
    void rows_of_an_entity_are_found_where_it_lives() {
        List<EntityId> ids = ids(20);
        ids.forEach(id -> shards.write(id, connection -> insert(connection, id)));

        for (EntityId id : ids) {
            assertThat(shards.find(id, askingWhere(List.of(id)))).isEqualTo(shards.ask(id, askingWhere(List.of(id))));
            assertThat(shards.reading(ReadFrom.replica()).find(id, askingWhere(List.of(id))))
                    .hasSize(1);
        }
        EntityId unknown = EntityId.of("thing", "unknown");
        assertThat(shards.find(unknown, askingWhere(List.of(unknown)))).isEmpty();
    }

    private static Question<String> askingWhere(List<EntityId> some) {
        return new Question<>(
                "select current_database() from thing where id = any(?)", List.of(some), row -> row.getString(1));
    }

    @Test
    void whatever_the_work_throws_rolls_back_and_comes_through() {
        EntityId id = EntityId.of("thing", "x");
        IllegalStateException mine = new IllegalStateException("mine");
        AssertionError error = new AssertionError("mine");

        assertThatThrownBy(() -> shards.write(id, connection -> {
                    insert(connection, id);
                    throw mine;
                }))
                .isSameAs(mine);
        assertThatThrownBy(() -> shards.write(id, connection -> {
                    insert(connection, id);
                    throw error;
                }))
                .isSameAs(error);
        assertThat(shards.count("thing", "", List.of())).isZero();
    }

    @Test
    void a_refused_statement_tells_its_sql_state_and_rolls_back() {
        EntityId id = EntityId.of("thing", "x");

        assertThatThrownBy(() -> shards.write(id, connection -> insert(connection, id) + insert(connection, id)))
                .isInstanceOfSatisfying(StatementFailedException.class, e -> {
                    assertThat(e.sqlState()).isEqualTo("23505");
                    assertThat(e.shard()).isEqualTo(shards.map().owner(id).name());
                });
        assertThat(shards.count("thing", "", List.of())).isZero();
    }

    @Test
    void a_read_cannot_write() {
        EntityId id = EntityId.of("thing", "x");

        assertThatThrownBy(() -> shards.read(id, connection -> insert(connection, id)))
                .isInstanceOfSatisfying(
                        StatementFailedException.class,
                        e -> assertThat(e.sqlState()).isEqualTo("25006"));
        assertThat(shards.<Integer>write(id, connection -> insert(connection, id)))
                .isEqualTo(1);
    }

    @Test
    void a_write_is_read_committed_under_the_deadline_and_leaves_the_connection_as_it_was() throws SQLException {
        Shard shard = databases.shard(0);
        String asked = "select current_setting('transaction_isolation') || ' ' || current_setting('statement_timeout')";

        assertThat(shards.<String>write(shard, connection -> Databases.text(connection, asked)))
                .isEqualTo("read committed 20s");
        assertThat(shards.<String>bulk(shard, connection -> Databases.text(connection, asked)))
                .isEqualTo("read committed 10min");
        try (Connection connection = shard.dataSource().getConnection()) {
            assertThat(connection.getAutoCommit()).isTrue();
            assertThat(connection.isReadOnly()).isFalse();
            assertThat(Databases.text(connection, asked)).isEqualTo("read committed 0");
        }
    }

    @Test
    void a_question_is_answered_by_the_owner_or_by_all_and_leaves_the_connection_as_it_was() throws SQLException {
        EntityId id = EntityId.of("thing", "x");
        shards.write(id, connection -> insert(connection, id));
        Question<Long> question =
                new Question<>("select id from thing where id = ?", List.of(id), row -> row.getLong(1));

        assertThat(shards.ask(id, question)).containsExactly(id.value());
        assertThat(shards.ask(question))
                .hasSize(3)
                .filteredOn(rows -> !rows.isEmpty())
                .hasSize(1);
        assertThat(databases.all())
                .allSatisfy(shard -> assertThat(shards.ask(shard, question)).hasSizeLessThan(2));
        try (Connection connection = shards.map().owner(id).dataSource().getConnection()) {
            assertThat(connection.getAutoCommit()).isTrue();
            assertThat(connection.isReadOnly()).isFalse();
        }
    }

    @Test
    void a_question_that_is_refused_tells_its_sql_state() {
        Question<Long> wrong = new Question<>("select 1 / 0", List.of(), row -> row.getLong(1));

        assertThatThrownBy(() -> shards.ask(databases.shard(0), wrong))
                .isInstanceOfSatisfying(
                        StatementFailedException.class,
                        e -> assertThat(e.sqlState()).isEqualTo("22012"));
    }

    @Test
    void only_a_select_is_a_question() {
        assertThatThrownBy(() -> new Question<>("delete from thing", List.of(), row -> row.getLong(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void scatter_answers_in_the_order_of_the_shards_from_threads_of_its_own() {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        String database = "select current_database()";

        List<String> found = shards.scatter(connection -> {
            threads.add(Thread.currentThread());
            return Databases.text(connection, database);
        });

        List<String> expected = databases.all().stream()
                .map(shard -> shards.<String>read(shard, connection -> Databases.text(connection, database)))
                .toList();
        assertThat(found).isEqualTo(expected);
        assertThat(threads).hasSize(3).allMatch(Thread::isVirtual);
    }

    @Test
    void binds_every_kind_of_parameter() {
        List<Object> scalars =
                List.of(1L, 2, "x", true, LocalDate.EPOCH, Instant.EPOCH, new EntityId(5), new byte[] {1});
        String where = "? = 1 and ? = 2 and ? = 'x' and ? and ? = date '1970-01-01' and ? = timestamptz '1970-01-01Z'"
                + " and ? = 5 and ? = '\\x01'::bytea";
        assertThat(shards.count("(select) one", where, scalars)).isEqualTo(3);

        List<Object> lists = List.of(
                List.of(4L, 5L),
                List.of(1, 2),
                List.of("o'n", "{,}"),
                List.of(LocalDate.EPOCH),
                List.of(true, false),
                List.of());
        String any = "5::bigint = any(?) and 2 = any(?) and '{,}' = any(?) and date '1970-01-01' = any(?)"
                + " and true = any(?) and not 7::bigint = any(?)";
        assertThat(shards.count("(select) one", any, lists)).isEqualTo(3);
    }

    @Test
    void refuses_a_parameter_that_it_cannot_bind_before_any_shard_is_asked() {
        List<Object> wrong = List.of(1.5);
        List<Object> mixed = List.of(List.of(1, "x"));

        assertThatThrownBy(() -> shards.count("thing", "true", wrong)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> shards.count("thing", "true", mixed)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void closed_shards_refuse_work_and_leave_the_data_sources_open() throws SQLException {
        shards.close();

        assertThatThrownBy(() -> shards.count("thing", "", List.of())).isInstanceOf(IllegalStateException.class);
        Databases.execute(databases.shard(0).dataSource(), "select 1");
    }

    private static List<EntityId> ids(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> EntityId.of("thing", "" + number))
                .toList();
    }

    private static int insert(Connection connection, EntityId id) throws SQLException {
        try (var statement = connection.prepareStatement("insert into thing values (?, 'x')")) {
            statement.setLong(1, id.value());
            return statement.executeUpdate();
        }
    }

    private static long count(Connection connection, EntityId id) throws SQLException {
        return Databases.number(connection, "select count(*) from thing where id = " + id.value());
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import static org.assertj.core.api.Assertions.assertThat;

import ca.openpolicy.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The database itself says how many rows it touched for a page far down: some of the index, never what lies before. */
@ExtendWith(Engine.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeepPagingTest {
    private static final int ROWS = Boolean.getBoolean("openpolicy.endurance") ? 1_000_000 : 60_000;
    private static final int LIMIT = 51;
    private static final Pattern TOUCHED = Pattern.compile("rows=(\\d+)(?:\\.\\d+)? loops=(\\d+)");
    private static final Pattern REMOVED = Pattern.compile("Rows Removed by Filter: (\\d+)");

    private Databases databases;

    @BeforeAll
    void fill(EmbeddedPostgres postgres) throws SQLException {
        databases = Databases.open(postgres, 1);
        databases.onEach("create table thing (id bigint primary key, n int not null, day date, word text not null)");
        databases.onEach("insert into thing select i, i % 3, case when i % 5 > 0 then date '2000-01-01' + i % 7 end,"
                + " 'w' || i % 11 from generate_series(1, " + ROWS + ") i");
        databases.onEach("create index on thing (n, id)");
        databases.onEach("create index on thing (n desc, word collate \"C\", id)");
        databases.onEach("create index on thing (day desc nulls last, id)");
        databases.onEach("vacuum analyze thing");
    }

    @AfterAll
    void close() {
        databases.close();
    }

    record Case(List<SortKey> order, List<Optional<Object>> deep) {}

    static Stream<Case> orders() {
        SortKey id = SortKey.ascending("id", SortKey.Kind.LONG);
        SortKey n = SortKey.ascending("n", SortKey.Kind.INT);
        SortKey down = SortKey.descending("n", SortKey.Kind.INT);
        SortKey word = SortKey.ascending("word", SortKey.Kind.TEXT);
        SortKey day = SortKey.descending("day", SortKey.Kind.DATE).orNull();
        Optional<Object> middle = Optional.of((long) ROWS / 2);
        return Stream.of(
                new Case(List.of(id), List.of(middle)),
                new Case(List.of(n, id), List.of(Optional.of(1), middle)),
                new Case(List.of(down, word, id), List.of(Optional.of(1), Optional.of("w5"), middle)),
                new Case(List.of(day, id), List.of(Optional.of(LocalDate.of(2000, 1, 4)), middle)),
                new Case(List.of(day, id), List.of(Optional.empty(), middle)));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void a_page_far_down_touches_no_more_rows_than_the_first(Case tried) throws SQLException {
        KeysetQuery<Long> query = new KeysetQuery<>("id", "thing", "", List.of(), tried.order(), row -> row.getLong(1));
        long branches = 2L * tried.order().size();

        assertThat(touched(KeysetSql.of(query, LIMIT, Optional.empty()))).isLessThanOrEqualTo(3 * LIMIT);
        for (boolean backward : new boolean[] {false, true}) {
            Position deep = new Position(tried.deep(), backward, false);
            assertThat(touched(KeysetSql.of(query, LIMIT, Optional.of(deep))))
                    .as("backward " + backward)
                    .isLessThanOrEqualTo(5 * LIMIT * branches);
        }
    }

    /** Rows of all nodes of the plan, with those that a filter threw away. */
    private long touched(KeysetSql sql) throws SQLException {
        String plan = plan(sql);
        assertThat(plan).doesNotContain("Seq Scan");
        Matcher rows = TOUCHED.matcher(plan);
        long touched = 0;
        while (rows.find()) {
            touched += Long.parseLong(rows.group(1)) * Long.parseLong(rows.group(2));
        }
        Matcher removed = REMOVED.matcher(plan);
        while (removed.find()) {
            touched += Long.parseLong(removed.group(1));
        }
        return touched;
    }

    private String plan(KeysetSql sql) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Connection connection = databases.shard(0).dataSource().getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("explain (analyze, timing off) " + sql.sql())) {
            Parameters.bind(statement, sql.values());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    lines.add(rows.getString(1));
                }
            }
        }
        return String.join("\n", lines);
    }
}

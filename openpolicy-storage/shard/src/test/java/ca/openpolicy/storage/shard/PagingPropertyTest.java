// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import static org.assertj.core.api.Assertions.assertThat;

import ca.openpolicy.core.Cursor;
import ca.openpolicy.core.Page;
import ca.openpolicy.embedded.EmbeddedPostgres;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Pages of random size in a random order, with many equal values and nulls, while other rows come and go: the rows that
 * stay are read once each, in the order that a plain sort gives, forward and back.
 */
@ExtendWith(Engine.class)
class PagingPropertyTest {
    private static final int STAYING = 120;
    private static final int WALKS = Boolean.getBoolean("openpolicy.endurance") ? 100 : 7;
    private static final List<String> WORDS =
            List.of("", "a", "A", "Z", "é", "e", "\uFFFD", "\uD83C\uDF41", "ab", "a b", "İ", "_", "'");

    @ParameterizedTest
    @CsvSource({"2, 1", "2, 2", "3, 3", "3, 4"})
    void every_row_that_stays_is_read_exactly_once_in_order(int count, long seed, EmbeddedPostgres postgres)
            throws SQLException {
        Random random = new Random(seed);
        try (Databases databases = Databases.open(postgres, count);
                Shards shards = databases.shards()) {
            databases.onEach("""
                    create table thing (id bigint primary key, staying boolean not null, n int, word text, day date,
                    at timestamptz, flag boolean, must bigint not null)""");
            World world = new World(databases, random);
            for (int walk = 0; walk < WALKS; walk++) {
                walk(shards, world, order(random), random, "seed " + seed + ", walk " + walk);
            }
        }
    }

    private static void walk(Shards shards, World world, List<Column> order, Random random, String which)
            throws SQLException {
        KeysetQuery<Row> query = query(order);
        List<Row> expected = world.staying.stream().sorted(comparator(order)).toList();
        List<Page<Row>> pages = new ArrayList<>();
        Optional<Cursor> cursor = Optional.empty();
        do {
            Page<Row> page = shards.page(query, limit(random), cursor);
            pages.add(page);
            cursor = page.next();
            world.churn();
        } while (cursor.isPresent());
        assertThat(pages.getFirst().previous()).as(which).isEmpty();
        assertSeen(pages, expected, which + " forward " + order);

        List<Page<Row>> back = new ArrayList<>();
        cursor = pages.getLast().previous();
        while (cursor.isPresent()) {
            Page<Row> page = shards.page(query, limit(random), cursor);
            back.add(page);
            assertThat(page.next()).as(which).isPresent();
            cursor = page.previous();
            world.churn();
        }
        Collections.reverse(back);
        back.add(pages.getLast());
        assertSeen(back, expected, which + " backward " + order);
    }

    private static void assertSeen(List<Page<Row>> pages, List<Row> expected, String which) {
        List<Row> seen = pages.stream().flatMap(page -> page.items().stream()).toList();
        assertThat(seen).as(which).doesNotHaveDuplicates();
        assertThat(seen.stream().filter(Row::staying).toList()).as(which).isEqualTo(expected);
    }

    private static KeysetQuery<Row> query(List<Column> order) {
        return new KeysetQuery<>(
                "thing.*",
                "thing",
                "id >= ?",
                List.of(0L),
                order.stream().map(Column::key).toList(),
                Row::read);
    }

    private static int limit(Random random) {
        return 1 + random.nextInt(random.nextBoolean() ? 8 : 60);
    }

    private static List<Column> order(Random random) {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column(new SortKey("n", SortKey.Kind.INT, random.nextBoolean(), true), 0));
        columns.add(new Column(new SortKey("word", SortKey.Kind.TEXT, random.nextBoolean(), true), 1));
        columns.add(new Column(new SortKey("day", SortKey.Kind.DATE, random.nextBoolean(), true), 2));
        columns.add(new Column(new SortKey("at", SortKey.Kind.INSTANT, random.nextBoolean(), true), 3));
        columns.add(new Column(new SortKey("flag", SortKey.Kind.BOOLEAN, random.nextBoolean(), true), 4));
        columns.add(new Column(new SortKey("must", SortKey.Kind.LONG, random.nextBoolean(), false), 5));
        Collections.shuffle(columns, random);
        List<Column> order = new ArrayList<>(columns.subList(0, random.nextInt(4)));
        if (random.nextInt(4) == 0) {
            order.removeIf(column -> column.key().nullable());
        }
        order.add(new Column(new SortKey("id", SortKey.Kind.LONG, random.nextBoolean(), false), 6));
        return order;
    }

    private static Comparator<Row> comparator(List<Column> order) {
        return order.stream()
                .map(PagingPropertyTest::comparator)
                .reduce(Comparator::thenComparing)
                .orElseThrow();
    }

    private static Comparator<Row> comparator(Column column) {
        Comparator<Object> values = PagingPropertyTest::compare;
        return Comparator.comparing(
                row -> row.values().get(column.at()),
                Comparator.nullsLast(column.key().descending() ? values.reversed() : values));
    }

    @SuppressWarnings("unchecked")
    private static int compare(Object left, Object right) {
        return left instanceof String text
                ? Arrays.compareUnsigned(
                        text.getBytes(StandardCharsets.UTF_8), ((String) right).getBytes(StandardCharsets.UTF_8))
                : ((Comparable<Object>) left).compareTo(right);
    }

    private record Column(SortKey key, int at) {}

    private record Row(boolean staying, List<@Nullable Object> values) {
        static Row read(ResultSet row) throws SQLException {
            @Nullable OffsetDateTime at = row.getObject("at", OffsetDateTime.class);
            return new Row(
                    row.getBoolean("staying"),
                    Arrays.asList(
                            row.getObject("n"),
                            row.getString("word"),
                            row.getObject("day", LocalDate.class),
                            at == null ? null : at.toInstant(),
                            row.getObject("flag"),
                            row.getLong("must"),
                            row.getLong("id")));
        }
    }

    /** The rows, those that stay and those that come and go, each on a random shard. */
    private static final class World {
        private final Databases databases;
        private final Random random;
        private final List<Row> staying = new ArrayList<>();
        private final Set<Long> used = new HashSet<>();

        World(Databases databases, Random random) throws SQLException {
            this.databases = databases;
            this.random = random;
            for (int i = 0; i < STAYING; i++) {
                Row row = row(true);
                staying.add(row);
                insert(row);
                insert(row(false));
            }
        }

        void churn() throws SQLException {
            databases.onEach("delete from thing where not staying and id % 7 = " + random.nextInt(7));
            for (int i = random.nextInt(6); i > 0; i--) {
                insert(row(false));
            }
        }

        private Row row(boolean stays) {
            return new Row(
                    stays,
                    Arrays.asList(
                            orNull(random.nextInt(4) - 2),
                            orNull(WORDS.get(random.nextInt(WORDS.size()))),
                            orNull(LocalDate.ofEpochDay(random.nextInt(5) - 2)),
                            orNull(Instant.EPOCH.plusNanos(random.nextInt(4) * 1000L - 2000)),
                            orNull(random.nextBoolean()),
                            (long) random.nextInt(3),
                            freshId()));
        }

        private @Nullable Object orNull(Object value) {
            return random.nextInt(4) == 0 ? null : value;
        }

        private long freshId() {
            long id;
            do {
                id = random.nextLong(100_000);
            } while (!used.add(id));
            return id;
        }

        private void insert(Row row) throws SQLException {
            Shard shard = databases.shard(random.nextInt(databases.all().size()));
            try (Connection connection = shard.dataSource().getConnection();
                    PreparedStatement statement = connection.prepareStatement(
                            "insert into thing (staying, n, word, day, at, flag, must, id) values (?,?,?,?,?,?,?,?)")) {
                statement.setBoolean(1, row.staying());
                for (int i = 0; i < row.values().size(); i++) {
                    @Nullable Object value = row.values().get(i);
                    statement.setObject(i + 2, value instanceof Instant at ? at.atOffset(ZoneOffset.UTC) : value);
                }
                statement.executeUpdate();
            }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Engine.class)
class HeatBookTest {
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);
    private static final Duration SILENCE = Duration.ofMinutes(5);
    private static final Offset<Double> ABOUT = within(0.001);

    private final Hands hands = new Hands();
    private final SlotHeat heat = SlotHeat.of(new Ambient(hands, new Random(1)), Duration.ofMinutes(1));
    private final ShardSettings settings =
            ShardSettings.defaults().withDeadline(Duration.ofSeconds(20)).withHeat(heat);
    private final HeatBook book = HeatBook.of(settings);
    private Databases databases;
    private Shards shards;

    @BeforeEach
    void open(EmbeddedPostgres postgres) throws SQLException {
        databases = Databases.open(postgres, 2);
        databases.onEach("create table thing (id bigint primary key)");
        shards = databases.shards(settings);
    }

    @AfterEach
    void close() {
        shards.close();
        databases.close();
    }

    @Test
    void work_on_an_entity_is_counted_with_its_slot() {
        EntityId one = EntityId.of("thing", "one");
        EntityId two = EntityId.of("thing", "two");
        shards.write(one, connection -> 1);
        shards.writeTold(one, connection -> 1);
        shards.bulk(one, connection -> 1);
        shards.bulk(List.of(one, two), id -> id, (connection, batch) -> batch.size());
        shards.read(two, connection -> 1);
        shards.ask(two, asking());
        shards.ask(List.of(one, two), some -> asking());
        shards.reading(ReadFrom.replica()).ask(two, asking());
        hands.forward(TEN_SECONDS);
        Heat now = heat.now();
        assertThat(now.writes(one.slot()) * 10).isCloseTo(4.0, ABOUT);
        assertThat(now.writes(two.slot()) * 10).isCloseTo(1.0, ABOUT);
        assertThat(now.reads(one.slot()) * 10).isCloseTo(1.0, ABOUT);
        assertThat(now.reads(two.slot()) * 10).isCloseTo(4.0, ABOUT);
    }

    private static Question<Long> asking() {
        return new Question<>("select count(*) from thing", List.of(), row -> row.getLong(1));
    }

    @Test
    void what_several_processes_tell_is_added_up_until_they_are_silent() throws SQLException {
        try (Connection connection = databases.shard(0).dataSource().getConnection()) {
            assertThat(book.told(connection, SILENCE)).isEmpty();
            book.tell(connection, "first", read(3, 50), SILENCE);
            book.tell(connection, "second", read(3, 20), SILENCE);
            assertThat(told(connection).reads(3)).isCloseTo(10.0, within(3.0));
            book.tell(connection, "first", read(4, 0), SILENCE);
            assertThat(told(connection).reads()).isLessThan(12);

            age(connection, "second");
            assertThat(told(connection).reads()).isLessThan(7);
            book.tell(connection, "first", heat.now(), SILENCE);
            assertThat(rows(connection)).isEqualTo(1);
        }
    }

    private Heat told(Connection connection) throws SQLException {
        Optional<Heat> told = book.told(connection, SILENCE);
        return told.orElseThrow();
    }

    private Heat read(int slot, int times) {
        for (int i = 0; i < times; i++) {
            heat.read(slot);
        }
        hands.forward(TEN_SECONDS);
        return heat.now();
    }

    private static void age(Connection connection, String node) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("update openpolicy.shard_heat set told_at = told_at - interval '6 minutes'"
                    + " where node = '" + node + "'");
        }
    }

    private static int rows(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from openpolicy.shard_heat")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}

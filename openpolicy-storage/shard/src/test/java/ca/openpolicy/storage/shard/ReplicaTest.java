// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ca.openpolicy.core.EntityId;
import ca.openpolicy.embedded.EmbeddedPostgres;
import ca.openpolicy.embedded.EmbeddedPostgresSettings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Shards a and b on one server, each with a replica on another. */
class ReplicaTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration NEVER = Duration.ofMinutes(10);
    private static final AtomicInteger NEXT = new AtomicInteger();
    private static final ReplicaSettings PATIENT = ReplicaSettings.defaults()
            .withMaxLag(Duration.ofHours(1))
            .withPatience(Duration.ofMillis(50))
            .withInterval(Duration.ofMillis(50));
    private static final ShardSettings SETTINGS = ShardSettings.defaults()
            .withReplicas(PATIENT)
            .withDeadline(Duration.ofSeconds(15))
            .withGrace(Duration.ofSeconds(2));
    private static final Question<Boolean> ON_REPLICA =
            new Question<>("select pg_is_in_recovery()", List.of(), row -> row.getBoolean(1));

    private static EmbeddedPostgres primary;

    private final EntityId id = new EntityId(1);
    private final EntityId farAway = new EntityId(Long.MAX_VALUE);
    private EmbeddedPostgres replica;
    private String a;
    private String b;

    @BeforeAll
    static void start_a_server() {
        primary = EmbeddedPostgres.start(settings());
    }

    @AfterAll
    static void stop_it() {
        primary.close();
    }

    @BeforeEach
    void start_a_replica() throws SQLException {
        a = database();
        b = database();
        replica = primary.replica(settings());
    }

    @AfterEach
    void stop_the_replica() {
        replica.close();
    }

    @Test
    void reads_go_to_a_replica_only_if_asked_for() {
        try (Shards shards = open(SETTINGS)) {
            awaitRotation(shards, true);
            assertThat(shards.ask(id, ON_REPLICA)).containsExactly(false);
            assertThat(shards.reading(ReadFrom.primary()).ask(id, ON_REPLICA)).containsExactly(false);
            Reads reads = shards.reading(ReadFrom.replica());
            assertThat(reads.ask(id, ON_REPLICA)).containsExactly(true);
            assertThat(reads.ask(ON_REPLICA)).containsExactly(List.of(true), List.of(true));
            assertThat(reads.<Boolean>read(id, ReplicaTest::onReplica)).isTrue();
            assertThat(reads.scatter(ReplicaTest::onReplica)).containsExactly(true, true);
            assertThat(shards.replicas()).hasSize(2).allSatisfy(status -> {
                assertThat(status.fault()).isEmpty();
                assertThat(status.lag())
                        .hasValueSatisfying(lag -> assertThat(lag).isLessThan(SOON));
            });
        }
    }

    @Test
    void a_write_is_seen_by_reads_with_its_token_and_by_a_replica_as_soon_as_that_has_it() {
        try (Shards shards = open(SETTINGS.withReplicas(PATIENT.withPatience(Duration.ofSeconds(2))))) {
            awaitRotation(shards, true);
            int onReplica = 0;
            for (int i = 0; i < 20; i++) {
                EntityId each = EntityId.of("thing", "t" + i);
                Written<Integer> written = shards.writeTold(each, connection -> insert(connection, each));
                assertThat(written.value()).isEqualTo(1);
                WriteToken token = WriteToken.of(written.token().text());
                onReplica += shards.reading(ReadFrom.replica(token)).<Integer>read(each, connection -> {
                    assertThat(count(connection, each)).isEqualTo(1);
                    return onReplica(connection) ? 1 : 0;
                });
            }
            assertThat(onReplica).isGreaterThan(15);
        }
    }

    @Test
    void with_a_replica_five_seconds_behind_reads_with_a_token_see_their_write_and_the_lag_is_told() {
        replica.delayReplica(Duration.ofSeconds(5));
        try (Shards shards = open(SETTINGS)) {
            awaitRotation(shards, true);
            Written<Integer> written = shards.writeTold(id, connection -> insert(connection, id));
            Shard owner = shards.map().owner(id);

            assertThat(shards.reading(ReadFrom.replica()).<Long>read(id, connection -> count(connection, id)))
                    .isZero();
            assertThat(shards.reading(ReadFrom.replica(written.token()))
                            .<Long>read(id, connection -> count(connection, id)))
                    .isEqualTo(1);
            assertThat(shards.reading(ReadFrom.replica(WriteToken.unknown(owner.name())))
                            .<Long>read(id, connection -> count(connection, id)))
                    .isEqualTo(1);
            await().atMost(SOON).until(() -> lag(shards, owner).compareTo(Duration.ofMillis(4500)) > 0);
            assertThat(lag(shards, owner)).isLessThan(Duration.ofMillis(6500));
            assertThat(bytes(shards, owner)).isPositive();
            await().atMost(SOON)
                    .until(() -> shards.reading(ReadFrom.replica()).<Long>read(id, connection -> count(connection, id))
                            == 1);
            await().atMost(SOON).until(() -> lag(shards, owner).compareTo(Duration.ofMillis(1500)) < 0);
        }
    }

    @Test
    void a_replica_that_lags_too_far_behind_is_not_read_until_it_has_caught_up() {
        ReplicaSettings strict = PATIENT.withMaxLag(Duration.ofMillis(1500));
        try (Shards shards = open(SETTINGS.withReplicas(strict))) {
            awaitRotation(shards, true);
            replica.delayReplica(NEVER);
            shards.write(id, connection -> insert(connection, id));
            awaitRotation(shards, false);
            Reads reads = shards.reading(ReadFrom.replica());
            assertThat(reads.ask(id, ON_REPLICA)).containsExactly(false);
            assertThat(reads.<Long>read(id, connection -> count(connection, id)))
                    .isEqualTo(1);

            replica.delayReplica(Duration.ZERO);
            awaitRotation(shards, true);
            assertThat(reads.ask(id, ON_REPLICA)).containsExactly(true);
        }
    }

    @Test
    void a_replica_that_has_too_many_bytes_to_replay_is_not_read() {
        try (Shards shards = open(SETTINGS.withReplicas(PATIENT.withMaxLagBytes(100_000)))) {
            awaitRotation(shards, true);
            replica.delayReplica(NEVER);
            shards.write(id, connection -> insert(connection, id));
            for (int i = 0; i < 20; i++) {
                shards.write(id, ReplicaTest::fill);
            }
            awaitRotation(shards, false);
            assertThat(bytes(shards, shards.map().owner(id))).isGreaterThan(100_000);
        }
    }

    @Test
    void a_token_of_another_shard_sends_the_read_to_the_primary() {
        try (Shards shards = open(SETTINGS)) {
            awaitRotation(shards, true);
            assertThat(shards.map().owner(id)).isNotEqualTo(shards.map().owner(farAway));
            WriteToken token =
                    shards.writeTold(id, connection -> insert(connection, id)).token();
            assertThat(shards.reading(ReadFrom.replica(token)).ask(farAway, ON_REPLICA))
                    .containsExactly(false);
            assertThat(shards.reading(ReadFrom.replica(token)).ask(id, ON_REPLICA))
                    .hasSize(1);
        }
    }

    @Test
    void what_a_killed_replica_was_asked_the_primary_answers_and_it_comes_back() {
        try (Shards shards = open(SETTINGS)) {
            awaitRotation(shards, true);
            Reads reads = shards.reading(ReadFrom.replica());
            try (Attempts reading = Attempts.begin(2, number -> reads.ask(id, ON_REPLICA))) {
                await().atMost(SOON).until(() -> reading.select(all -> true).size() > 100);
                replica.kill();
                int before = reading.select(all -> true).size();
                await().atMost(SOON).until(() -> reading.select(all -> true).size() > before + 300);
                assertThat(reads.ask(id, ON_REPLICA)).containsExactly(false);
                replica.restart();
                await().atMost(SOON).until(() -> reads.ask(id, ON_REPLICA).equals(List.of(true)));
                assertThat(reading.select(outcome -> !outcome.done())).isEmpty();
            }
        }
    }

    @Test
    void a_database_that_is_no_replica_or_that_of_another_shard_is_not_read() {
        Shard none = Shard.at("a", primary.dataSource(a)).withReplicas(primary.dataSource(a));
        Shard swapped = Shard.at("b", primary.dataSource(b)).withReplicas(replica.dataSource(a));
        try (Shards shards = Shards.open(ShardMap.of(none, swapped), SETTINGS, Databases.AMBIENT)) {
            shards.prepare();
            await().atMost(SOON)
                    .until(() -> shards.replicas().stream()
                            .allMatch(status -> status.fault().isPresent()));
            assertThat(shards.replicas().get(0).fault()).contains("its database follows no other");
            assertThat(shards.replicas().get(1).fault()).contains("its database is that of shard a");
            assertThat(shards.reading(ReadFrom.replica()).ask(ON_REPLICA))
                    .containsExactly(List.of(false), List.of(false));
        }
    }

    @Test
    void closing_ends_the_watch_and_gives_all_connections_back() {
        PoolSettings few = PoolSettings.defaults().withMaxSize(2);
        try (Pool first = Pool.open(primary.jdbcUrl(a), primary.user(), primary::password, few);
                Pool second = Pool.open(replica.jdbcUrl(a), replica.user(), replica::password, few)) {
            ShardMap map = ShardMap.of(Shard.at("a", first.dataSource()).withReplicas(second.dataSource()));
            Shards shards = Shards.open(map, SETTINGS, Databases.AMBIENT);
            shards.prepare();
            awaitRotation(shards, true);
            replica.freeze();
            long begun = System.nanoTime();
            shards.close();
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
            replica.thaw();
            await().atMost(SOON)
                    .until(() -> first.usage().used() == 0 && second.usage().used() == 0);
            shards.close();
        }
    }

    private Shards open(ShardSettings settings) {
        ShardMap map = ShardMap.of(
                Shard.at("a", primary.dataSource(a)).withReplicas(replica.dataSource(a)),
                Shard.at("b", primary.dataSource(b)).withReplicas(replica.dataSource(b)));
        Shards shards = Shards.open(map, settings, Databases.AMBIENT);
        shards.prepare();
        return shards;
    }

    private static void awaitRotation(Shards shards, boolean in) {
        await().atMost(SOON).until(() -> shards.replicas().stream().allMatch(status -> status.inRotation() == in));
    }

    private static ReplicaStatus status(Shards shards, Shard shard) {
        return shards.replicas().stream()
                .filter(status -> status.shard().equals(shard.name()))
                .findFirst()
                .orElseThrow();
    }

    private static Duration lag(Shards shards, Shard shard) {
        return status(shards, shard).lag().orElseThrow();
    }

    private static long bytes(Shards shards, Shard shard) {
        return status(shards, shard).lagBytes().orElseThrow();
    }

    private static String database() throws SQLException {
        String name = "replicated_" + NEXT.incrementAndGet();
        primary.createDatabase(name);
        DataSource source = primary.dataSource(name);
        Databases.execute(source, "create table thing (id bigint primary key)");
        Databases.execute(source, "create table filling (word text)");
        return name;
    }

    private static int insert(Connection connection, EntityId id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("insert into thing values (?)")) {
            statement.setLong(1, id.value());
            return statement.executeUpdate();
        }
    }

    private static long fill(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "insert into filling select repeat('x', 100) from generate_series(1, 1000)")) {
            return statement.executeUpdate();
        }
    }

    private static long count(Connection connection, EntityId id) throws SQLException {
        return Databases.number(connection, "select count(*) from thing where id = " + id.value());
    }

    private static boolean onReplica(Connection connection) throws SQLException {
        return Databases.number(connection, "select pg_is_in_recovery()::int") == 1;
    }

    private static EmbeddedPostgresSettings settings() {
        return EmbeddedPostgresSettings.temporary().withDurability(false);
    }
}

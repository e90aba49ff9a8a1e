// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.events.log.Logs.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Logs.class)
class RelayControlTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final RelaySettings SETTINGS = RelaySettings.named("test")
            .withLease(Duration.ofSeconds(3))
            .withIdle(Duration.ofMillis(2), Duration.ofMillis(50))
            .withRetries(Duration.ofMillis(10), Duration.ofMillis(20), 2);

    private final Receiver receiver = new Receiver();

    private Relay start(Database database) {
        return Relay.start(database.log(), List.of(database.stream()), receiver, SETTINGS, Ambient.system());
    }

    @Test
    void what_waits_and_what_is_dead_is_shown_and_tried_again(Database database) throws SQLException {
        RelayControl control = RelayControl.of(database.log(), List.of(database.stream()));
        receiver.refused.add("bad/1");
        database.append("bad", 1);
        database.append("good", 1);
        try (Relay relay = start(database)) {
            relay.wake();
            await().atMost(PATIENCE).until(() -> dead(control) == 1);
            assertThat(control.status()).singleElement().satisfies(status -> {
                assertThat(status.relay()).isEqualTo("test");
                assertThat(status.position()).isEqualTo(status.end());
                assertThat(status.waiting()).isZero();
                assertThat(status.age()).isZero();
                assertThat(status.held()).isTrue();
            });
            assertThat(control.parked("test", 10)).singleElement().satisfies(parked -> {
                assertThat(parked.dead()).isTrue();
                assertThat(parked.attempts()).isEqualTo(2);
                assertThat(parked.recorded().event().aggregate().id()).isEqualTo("bad");
            });
            receiver.refused.clear();
            assertThat(control.retry("test")).isEqualTo(1);
            await().atMost(PATIENCE).until(() -> receiver.versions("bad").equals(List.of(1L)));
        }
        assertThat(control.parked("test", 10)).isEmpty();
    }

    @Test
    void lag_grows_while_nobody_sends(Database database) throws SQLException {
        RelayControl control = RelayControl.of(database.log(), List.of(database.stream()));
        database.append("a", 1);
        try (Relay relay = start(database)) {
            relay.wake();
            await().atMost(PATIENCE).until(() -> receiver.taken().size() == 1);
        }
        database.append("a", 2);
        database.append("a", 3);
        assertThat(control.status()).singleElement().satisfies(status -> {
            assertThat(status.waiting()).isEqualTo(2);
            assertThat(status.age()).isPositive();
            assertThat(status.held()).isFalse();
        });
    }

    @Test
    void a_stream_is_sent_again_from_where_it_is_told(Database database) throws SQLException {
        RelayControl control = RelayControl.of(database.log(), List.of(database.stream()));
        database.append("a", 1);
        database.append("a", 2);
        try (Relay relay = start(database)) {
            relay.wake();
            await().atMost(PATIENCE).until(() -> receiver.taken().size() == 2);
            assertThat(control.replay("test", "s0", 0)).isTrue();
            await().atMost(PATIENCE).until(() -> receiver.taken().size() == 4);
        }
        assertThat(receiver.taken())
                .extracting(event -> event.aggregate().version())
                .containsExactly(1L, 2L, 1L, 2L);
        assertThat(control.replay("test", "elsewhere", 0)).isFalse();
        assertThat(control.replay("other", "s0", 0)).isFalse();
    }

    @Test
    void a_relay_that_nobody_runs_is_forgotten_with_what_waits_for_it(Database database) throws SQLException {
        RelayControl control = RelayControl.of(database.log(), List.of(database.stream()));
        receiver.refused.add("bad/1");
        database.append("bad", 1);
        try (Relay relay = start(database)) {
            relay.wake();
            await().atMost(PATIENCE).until(() -> dead(control) == 1);
            assertThat(control.forget("test", "s0")).isFalse();
        }
        assertThat(control.forget("test", "elsewhere")).isFalse();
        assertThat(control.forget("test", "s0")).isTrue();
        assertThat(control.forget("test", "s0")).isFalse();
        assertThat(control.status()).isEmpty();
        assertThat(control.parked("test", 10)).isEmpty();
    }

    @Test
    void a_tail_that_nobody_runs_is_forgotten(Database database) throws SQLException {
        RelayControl control = RelayControl.of(database.log(), List.of(database.stream()));
        database.append("a", 1);
        database.execute("insert into told.event_tail (tail, position) values ('gone', 0)");
        try (Connection connection = database.source().getConnection()) {
            assertThat(database.log().behind(connection, 1, slot -> true)).hasSize(1);
            assertThat(control.forgetTail("gone", "s0")).isTrue();
            assertThat(control.forgetTail("gone", "s0")).isFalse();
            assertThat(database.log().behind(connection, 1, slot -> true)).isEmpty();
        }
    }

    private static long dead(RelayControl control) throws SQLException {
        return control.status().stream().mapToLong(RelayStatus::dead).sum();
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.log;

import static org.assertj.core.api.Assertions.assertThat;

import ca.openpolicy.events.log.Logs.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Logs.class)
class InboxTest {
    private final PostgresInbox inbox = PostgresInbox.in("told");

    @Test
    void of_many_takers_at_once_one_is_the_first(Database database) throws Exception {
        UUID event = new UUID(1, 2);
        Callable<Boolean> taker = () -> take(database, event, true);
        int first = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> each : threads.invokeAll(Collections.nCopies(8, taker))) {
                first += each.get() ? 1 : 0;
            }
        }
        assertThat(first).isEqualTo(1);
    }

    @Test
    void what_was_undone_is_taken_again(Database database) throws SQLException {
        UUID event = new UUID(3, 4);
        assertThat(take(database, event, false)).isTrue();
        assertThat(take(database, event, true)).isTrue();
        assertThat(take(database, event, true)).isFalse();
    }

    @Test
    void consumers_do_not_meet_and_what_is_old_is_forgotten(Database database) {
        UUID event = new UUID(5, 6);
        database.with(connection -> {
            assertThat(inbox.first(connection, "one", event)).isTrue();
            assertThat(inbox.first(connection, "two", event)).isTrue();
            assertThat(inbox.forget(connection, Duration.ofDays(1), 10)).isZero();
            assertThat(inbox.forget(connection, Duration.ofDays(-1), 10)).isEqualTo(2);
            assertThat(List.of(inbox.first(connection, "one", event))).containsExactly(true);
        });
    }

    private boolean take(Database database, UUID event, boolean commit) throws SQLException {
        try (Connection connection = database.open()) {
            boolean first = inbox.first(connection, "test", event);
            if (commit) {
                connection.commit();
            } else {
                connection.rollback();
            }
            return first;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ca.openpolicy.core.event.Recorded;
import ca.openpolicy.events.log.Logs.Database;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Logs.class)
class TailTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Keeps what it is told. */
    private static final class Node implements TailHandler {
        final List<String> told = new CopyOnWriteArrayList<>();
        final AtomicInteger failures = new AtomicInteger();

        @Override
        public void take(String stream, List<Recorded> events) {
            if (failures.getAndDecrement() > 0) {
                throw new IllegalStateException("not now");
            }
            events.forEach(each -> told.add(each.event().aggregate().id()));
        }

        @Override
        public void snapshot(String stream) {
            told.add("snapshot of " + stream);
        }
    }

    private static Tail start(Database database, String name, Node node) {
        return Tail.start(database.log(), List.of(database.stream()), node, TailSettings.named(name));
    }

    @Test
    void every_node_sees_everything_after_its_first_look(Database database) {
        database.append("before", 1);
        Node one = new Node();
        Node two = new Node();
        try (Tail first = start(database, "one", one);
                Tail tail = start(database, "two", two)) {
            tail.wake();
            await().atMost(PATIENCE).until(() -> !one.told.isEmpty() && !two.told.isEmpty());
            awaitKnown(database, 2);
            database.append("a", 1);
            first.wake();
            await().atMost(PATIENCE).until(() -> one.told.size() == 2 && two.told.size() == 2);
        }
        assertThat(one.told).containsExactly("snapshot of s0", "a");
        assertThat(two.told).containsExactly("snapshot of s0", "a");
    }

    @Test
    void a_node_goes_on_where_it_was(Database database) {
        Node node = new Node();
        try (Tail tail = start(database, "node", node)) {
            tail.wake();
            awaitKnown(database, 1);
        }
        database.append("a", 1);
        node.failures.set(2);
        try (Tail tail = start(database, "node", node)) {
            tail.wake();
            await().atMost(PATIENCE).until(() -> node.told.size() == 2);
        }
        assertThat(node.told).containsExactly("snapshot of s0", "a");
    }

    @Test
    void a_node_that_was_away_too_long_starts_anew(Database database) {
        Node node = new Node();
        try (Tail tail = start(database, "node", node)) {
            tail.wake();
            awaitKnown(database, 1);
        }
        database.append("a", 1);
        database.execute("insert into told.event_horizon (forgotten) select max(position) from told.event_log");
        try (Tail tail = start(database, "node", node)) {
            tail.wake();
            await().atMost(PATIENCE).until(() -> node.told.size() == 2);
        }
        assertThat(node.told).containsExactly("snapshot of s0", "snapshot of s0");
    }

    private static void awaitKnown(Database database, int tails) {
        await().atMost(PATIENCE).until(() -> {
            int[] known = new int[1];
            database.with(connection -> known[0] = Sql.of("select position from told.event_tail")
                    .list(connection, row -> row.getLong("position"))
                    .size());
            return known[0] == tails;
        });
    }
}

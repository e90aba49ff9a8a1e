// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.events;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.event.Aggregate;
import ca.openpolicy.core.event.EventSource;
import ca.openpolicy.events.log.PostgresEventLog;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Another program on the same log, whose transactions stay open for long after they have told, and often fail. */
final class SlowTransaction implements Runnable {
    private static final PostgresEventLog LOG = PostgresEventLog.in("openpolicy");
    private static final Duration LONGEST = Duration.ofMillis(400);

    private final EventWorld world;
    private final String shard;
    private final String aggregate;
    private final Journal journal;
    private final BooleanSupplier done;
    private final Random random;
    private final EventSource source = EventSource.named("slow", Ambient.system());

    SlowTransaction(EventWorld world, String shard, int number, long seed, Journal journal, BooleanSupplier done) {
        this.world = world;
        this.shard = shard;
        this.aggregate = "slow-" + shard + "-" + number;
        this.journal = journal;
        this.done = done;
        this.random = new Random(seed + aggregate.hashCode());
    }

    @Override
    public void run() {
        try (Connection connection = world.connection(shard)) {
            connection.setAutoCommit(false);
            for (long version = 1; !done.getAsBoolean(); version++) {
                write(connection, version);
            }
        } catch (SQLException e) {
            journal.refuse("a slow transaction failed with " + e);
        }
    }

    private void write(Connection connection, long version) throws SQLException {
        LOG.append(
                connection,
                List.of(source.event("bill.updated", new Aggregate("bill", aggregate, version), "{\"slow\":true}")));
        LockSupport.parkNanos(random.nextLong(LONGEST.toNanos()));
        if (random.nextInt(3) == 0) {
            connection.rollback();
            journal.undo(new Told(aggregate, version));
        } else {
            connection.commit();
            journal.acknowledge(new Told(aggregate, version));
        }
    }
}

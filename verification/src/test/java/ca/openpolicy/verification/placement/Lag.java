// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.placement;

import ca.openpolicy.storage.shard.move.Stage;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps everybody from reading the logs of the first two shards until the last batch has left them, so that its new
 * owner has something to tell first.
 */
final class Lag implements Moving.Meanwhile, AutoCloseable {
    private final Traffic traffic;
    private final long writes;
    private final List<Connection> open = new ArrayList<>();

    /**
     * Begins.
     *
     * @param writes how much is written before and after the move
     */
    Lag(ShardedWorld world, Traffic traffic, long writes) throws SQLException {
        this.traffic = traffic;
        this.writes = writes;
        open.add(world.lag(0));
        open.add(world.lag(1));
        traffic.awaitWrites(writes);
    }

    @Override
    public void at(Stage stage, int batch, int batches) throws SQLException {
        if (stage == Stage.ARRIVED && batch == batches) {
            traffic.awaitWrites(writes);
            close();
        }
    }

    @Override
    public void close() throws SQLException {
        for (Connection each : open) {
            each.rollback();
            each.close();
        }
        open.clear();
    }
}

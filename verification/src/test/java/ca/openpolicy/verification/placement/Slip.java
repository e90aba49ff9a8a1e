// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.placement;

import ca.openpolicy.storage.shard.move.Stage;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Has everybody write just when a fence should keep them out, and not before: what they write while both sides are
 * compared would be noticed, and the move refused.
 */
final class Slip implements Moving.Meanwhile, AutoCloseable {
    /** The database cuts off whoever keeps writers waiting for longer than 600 ms. */
    private static final Duration LONGEST = Duration.ofMillis(350);

    private static final int WRITES = 30;

    private final Traffic traffic;
    private boolean broken;

    Slip(Traffic traffic) {
        this.traffic = traffic;
    }

    @Override
    public void at(Stage stage, int batch, int batches) {
        if (stage == Stage.COMPARED && !broken) {
            traffic.shift().breakOff();
            broken = true;
        } else if (stage == Stage.FENCED) {
            close();
            letWrite();
        }
    }

    private void letWrite() {
        long until = traffic.ledger().writes() + WRITES;
        long end = System.nanoTime() + LONGEST.toNanos();
        while (traffic.ledger().writes() < until && System.nanoTime() < end) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Override
    public void close() {
        if (broken) {
            broken = false;
            traffic.shift().goOn();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Has a value made by one process, while others wait for it to appear. */
final class Leases {
    private static final Duration FIRST_LOOK = Duration.ofMillis(2);
    private static final Duration LAST_LOOK = Duration.ofMillis(50);

    private final Optional<Guarded<SharedTier>> tier;
    private final Duration time;
    private final String holder;

    Leases(Optional<Guarded<SharedTier>> tier, Duration time, String holder) {
        this.tier = tier;
        this.time = time;
        this.holder = holder;
    }

    /** Makes it with the right to do so, or gives what another process has made meanwhile. */
    <R> R made(String key, Supplier<R> make, Supplier<Optional<R>> look) {
        long end = System.nanoTime() + time.toNanos();
        Duration pause = FIRST_LOOK;
        while (!isTaken(key)) {
            if (System.nanoTime() - end >= 0) {
                return make.get();
            }
            LockSupport.parkNanos(pause.toNanos());
            if (Thread.currentThread().isInterrupted()) {
                throw new CacheInterruptedException(new InterruptedException("while another makes it"));
            }
            pause = pause.compareTo(LAST_LOOK) < 0 ? pause.multipliedBy(2) : LAST_LOOK;
            Optional<R> found = look.get();
            if (found.isPresent()) {
                return found.get();
            }
        }
        return made(key, make);
    }

    private <R> R made(String key, Supplier<R> make) {
        try {
            return make.get();
        } finally {
            tier.ifPresent(each -> each.later("release", shared -> {
                shared.release(key, holder);
                return true;
            }));
        }
    }

    /** A tier that does not answer keeps nobody from making it. */
    private boolean isTaken(String key) {
        return tier.flatMap(each -> each.ask("lease", shared -> shared.lease(key, holder, time)))
                .orElse(true);
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import ca.openpolicy.server.Known;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads the names of parties, sessions and legislatures anew before anybody would have to wait for it, and tells when
 * they have changed: at the start, since they may have while nobody looked; at once; and once more when all others must
 * have seen it, since until then they may have shared answers with the old names.
 */
final class KnownWatch implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(KnownWatch.class.getName());
    private static final Duration SHORTEST = Duration.ofMillis(100);

    /** Others look every half of the age; by then all have. */
    private static final int LOOKS_TILL_ALL_HAVE_SEEN = 3;

    private final Known known;
    private final Runnable renamed;
    private final AtomicInteger looksToGo = new AtomicInteger(1);
    private final ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("known-watch").daemon().factory());

    private KnownWatch(Known known, Runnable renamed) {
        this.known = known;
        this.renamed = renamed;
    }

    static KnownWatch start(Known known, Duration age, Runnable renamed) {
        KnownWatch watch = new KnownWatch(known, renamed);
        known.whenChanged(watch::changed);
        long pause = Math.max(SHORTEST.toMillis(), age.dividedBy(2).toMillis());
        var unused = watch.clockwork.scheduleWithFixedDelay(watch::look, pause, pause, TimeUnit.MILLISECONDS);
        return watch;
    }

    private void changed() {
        renamed.run();
        looksToGo.set(LOOKS_TILL_ALL_HAVE_SEEN);
    }

    private void look() {
        try {
            known.look();
            if (looksToGo.getAndUpdate(left -> Math.max(0, left - 1)) == 1) {
                renamed.run();
            }
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "names could not be read anew", e);
        }
    }

    @Override
    public void close() {
        clockwork.shutdownNow();
    }
}

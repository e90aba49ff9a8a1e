// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import ca.openpolicy.server.Known;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Reads the names of parties, sessions and legislatures anew before anybody would have to wait for it. */
final class KnownWatch implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(KnownWatch.class.getName());
    private static final Duration SHORTEST = Duration.ofMillis(100);

    private final Known known;
    private final ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("known-watch").daemon().factory());

    private KnownWatch(Known known) {
        this.known = known;
    }

    static KnownWatch start(Known known, Duration age) {
        KnownWatch watch = new KnownWatch(known);
        long pause = Math.max(SHORTEST.toMillis(), age.dividedBy(2).toMillis());
        var unused = watch.clockwork.scheduleWithFixedDelay(watch::look, pause, pause, TimeUnit.MILLISECONDS);
        return watch;
    }

    private void look() {
        try {
            known.look();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "names could not be read anew", e);
        }
    }

    @Override
    public void close() {
        clockwork.shutdownNow();
    }
}

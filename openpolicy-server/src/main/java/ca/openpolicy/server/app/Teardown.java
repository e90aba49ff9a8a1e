// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Closes in a fixed order what was opened, whoever opened it when; also when the process is told to end. */
final class Teardown implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Teardown.class.getName());
    private static final Duration START_LIMIT = Duration.ofSeconds(15);

    /** What there is to close, first to last. */
    enum Layer {
        INTERFACE,
        IMPORT,
        ARCHIVE,
        POOLS,
        ENGINE
    }

    private final Map<Layer, Deque<AutoCloseable>> open = new EnumMap<>(Layer.class);
    private final Thread hook = new Thread(this::leave, "stop");
    private final Thread starter = Thread.currentThread();
    private final CountDownLatch started = new CountDownLatch(1);
    private boolean closing;

    /** The calling thread is the one that opens. */
    static Teardown atExit() {
        Teardown teardown = new Teardown();
        Runtime.getRuntime().addShutdownHook(teardown.hook);
        return teardown;
    }

    <T extends AutoCloseable> T add(Layer layer, T opened) {
        synchronized (this) {
            if (!closing) {
                open.computeIfAbsent(layer, key -> new ArrayDeque<>()).push(opened);
                return opened;
            }
        }
        close(opened);
        throw new FailedStartException("stopped while starting", new InterruptedException());
    }

    /** Nothing more is opened by the thread that opens. */
    void started() {
        started.countDown();
    }

    @Override
    public void close() {
        started();
        closeAll();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException leaving) {
            // the hook runs, or is about to
        }
    }

    /** A step of the start that is under way is waited for, or what it opens would be left behind. */
    private void leave() {
        synchronized (this) {
            closing = true;
        }
        if (started.getCount() > 0) {
            starter.interrupt();
        }
        try {
            if (!started.await(START_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.log(System.Logger.Level.WARNING, "the start did not end in time to be stopped in order");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        closeAll();
    }

    private void closeAll() {
        for (Layer layer : Layer.values()) {
            for (AutoCloseable each : taken(layer)) {
                close(each);
            }
        }
    }

    private synchronized Deque<AutoCloseable> taken(Layer layer) {
        closing = true;
        Deque<AutoCloseable> found = open.remove(layer);
        return found == null ? new ArrayDeque<>() : found;
    }

    private static void close(AutoCloseable each) {
        try {
            each.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.log(System.Logger.Level.WARNING, "did not close in order", e);
        }
    }
}

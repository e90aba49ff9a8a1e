// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import ca.openpolicy.embedded.EmbeddedEngineException.Reason;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What is to be undone, last first, once. It may be closed by a shutdown hook while the start still goes on: whatever
 * is added then is undone at once.
 */
final class Teardown implements AutoCloseable {
    private final Deque<Runnable> steps = new ArrayDeque<>();
    private final Object closing = new Object();
    private Optional<Thread> hook = Optional.empty();
    private boolean closed;

    /** One that the end of this process closes too, unless it was closed before. */
    static Teardown atExit(String name) {
        Teardown teardown = new Teardown();
        Thread hook = new Thread(teardown::undoAll, name);
        Runtime.getRuntime().addShutdownHook(hook);
        teardown.hook = Optional.of(hook);
        return teardown;
    }

    void add(Runnable step) {
        synchronized (steps) {
            if (!closed) {
                steps.push(step);
                return;
            }
        }
        step.run();
        throw new EmbeddedEngineException(Reason.ENGINE_FAILED, "the process is leaving; nothing is started any more");
    }

    /** Closes because of a failure, which is what is told. */
    void closeAfter(Throwable failure) {
        try {
            close();
        } catch (RuntimeException more) {
            failure.addSuppressed(more);
        }
    }

    /** Returns when all is undone, also if another thread is at it. */
    @Override
    public void close() {
        try {
            undoAll();
        } finally {
            hook.ifPresent(Teardown::forget);
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException leaving) {
            // the hook runs, or is about to
        }
    }

    private void undoAll() {
        synchronized (closing) {
            Deque<Runnable> left;
            synchronized (steps) {
                closed = true;
                left = new ArrayDeque<>(steps);
                steps.clear();
            }
            runAll(left);
        }
    }

    private static void runAll(Deque<Runnable> steps) {
        Deque<RuntimeException> failures = new ArrayDeque<>();
        Consumer<Runnable> run = step -> {
            try {
                step.run();
            } catch (RuntimeException failure) {
                failures.add(failure);
            }
        };
        steps.forEach(run);
        if (!failures.isEmpty()) {
            RuntimeException first = failures.remove();
            failures.forEach(first::addSuppressed);
            throw first;
        }
    }
}

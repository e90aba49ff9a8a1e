// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.etl;

import ca.openpolicy.core.Run;
import ca.openpolicy.core.intake.Progress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** One import on its way: how far it came, for whoever wants to know. Safe for use by many threads. */
public final class Import implements Progress {
    private final Progress shown;
    private final CompletableFuture<Run> opened = new CompletableFuture<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private Step step = new Step(0, State.WAITING, "", 0, 0, Optional.empty());

    /** What an import is doing. */
    public enum State {
        /** It has not begun. */
        WAITING,
        /** It reads files. */
        READING,
        /** It loads what it read. */
        LOADING,
        /** It ended and its record says how. */
        FINISHED,
        /** It ended without being able to say so in its record. */
        BROKEN
    }

    /**
     * How far it came.
     *
     * @param number counts the steps
     * @param state what it is doing
     * @param what which file, or which kind of things
     * @param done how many of them
     * @param total of how many
     * @param run the record at the end
     */
    public record Step(long number, State state, String what, long done, long total, Optional<Run> run) {
        /**
         * Whether there will be no further step.
         *
         * @return whether it ended
         */
        public boolean last() {
            return state == State.FINISHED || state == State.BROKEN;
        }
    }

    Import(Progress shown) {
        this.shown = shown;
    }

    /** The record, as soon as there is one. */
    CompletableFuture<Run> record() {
        return opened;
    }

    /**
     * How far it came by now.
     *
     * @return the latest step
     */
    public Step step() {
        lock.lock();
        try {
            return step;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a step after one that is known; gives that one again if none comes in time. */
    Step after(Step known, Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = patience.toNanos();
            while (step.number() <= known.number() && left > 0) {
                left = moved.awaitNanos(left);
            }
            return step;
        } finally {
            lock.unlock();
        }
    }

    void broke() {
        opened.completeExceptionally(new IllegalStateException("the import ended before it began"));
        if (!step().last()) {
            to(State.BROKEN, "", 0, 0, Optional.empty());
        }
    }

    @Override
    public void opened(Run run) {
        opened.complete(run);
        shown.opened(run);
    }

    @Override
    public void started(int files) {
        to(State.READING, "", 0, files, Optional.empty());
        shown.started(files);
    }

    @Override
    public void file(String name, int number, int total) {
        to(State.READING, name, number, total, Optional.empty());
        shown.file(name, number, total);
    }

    @Override
    public void loading(String kind, long done, long total) {
        to(State.LOADING, kind, done, total, Optional.empty());
        shown.loading(kind, done, total);
    }

    @Override
    public void finished(Run run) {
        to(State.FINISHED, "", 0, 0, Optional.of(run));
        shown.finished(run);
    }

    private void to(State state, String what, long done, long total, Optional<Run> run) {
        lock.lock();
        try {
            step = new Step(step.number() + 1, state, what, done, total, run);
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/**
 * A remote tier that cannot do harm: what fails is nothing, and who would have to queue goes without.
 *
 * @param <T> which kind of tier
 */
final class Guarded<T extends RemoteTier> {
    private static final System.Logger LOG = System.getLogger(Guarded.class.getName());

    private final T tier;
    private final TierSettings settings;
    private final Breaker breaker;
    private final Semaphore asking;
    private final Semaphore keeping;
    private final LongAdder asked = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder late = new LongAdder();
    private final LongAdder avoided = new LongAdder();
    private final LongAdder full = new LongAdder();
    private final LongAdder unreadable = new LongAdder();
    private final LongAdder dropped = new LongAdder();

    Guarded(T tier, TierSettings settings) {
        this.tier = tier;
        this.settings = settings;
        this.breaker = new Breaker(settings.failuresToOpen(), settings.openFor());
        this.asking = new Semaphore(settings.maxAsking());
        this.keeping = new Semaphore(settings.maxKeeping());
    }

    String name() {
        return tier.name();
    }

    T tier() {
        return tier;
    }

    /**
     * What became of a question.
     *
     * @param answer what the tier answers
     * @param fault why it does not
     */
    record Outcome<R>(Optional<R> answer, Optional<Result> fault) {
        static <R> Outcome<R> fault(Result result) {
            return new Outcome<>(Optional.empty(), Optional.of(result));
        }
    }

    /** What the tier answers, or nothing. */
    <R> Optional<R> ask(String what, Function<? super T, R> question) {
        return outcome(what, question).answer();
    }

    /** What the tier answers, or why it does not. */
    <R> Outcome<R> outcome(String what, Function<? super T, R> question) {
        if (!asking.tryAcquire()) {
            full.increment();
            return Outcome.fault(Result.FULL);
        }
        try {
            return tried(what, question);
        } finally {
            asking.release();
        }
    }

    /** The same where it cannot be left at that, whatever the breaker says; one at a time. */
    <R> Optional<R> insist(String what, Function<? super T, R> question) {
        return asked(what, question).answer();
    }

    private <R> Outcome<R> tried(String what, Function<? super T, R> question) {
        if (!breaker.lets()) {
            avoided.increment();
            return Outcome.fault(Result.BREAKER);
        }
        return asked(what, question);
    }

    private <R> Outcome<R> asked(String what, Function<? super T, R> question) {
        asked.increment();
        try {
            R answer = Tracing.command(tier.name(), what, () -> question.apply(tier));
            breaker.worked();
            return new Outcome<>(Optional.of(answer), Optional.empty());
        } catch (RuntimeException | OutOfMemoryError failure) {
            // a length that is damaged may ask for any memory
            LOG.log(System.Logger.Level.DEBUG, () -> "the cache tier " + tier.name() + " failed", failure);
            return Outcome.fault(failed(failure));
        }
    }

    private Result failed(Throwable failure) {
        failed.increment();
        if (tier.isRefusal(failure)) {
            breaker.worked();
            return Result.ERROR;
        }
        breaker.failed();
        if (tier.isTimeout(failure)) {
            late.increment();
            return Result.TIMEOUT;
        }
        tier.distrust();
        return Result.ERROR;
    }

    /** Has the tier do something soon, if not too much is waiting for that. */
    void later(String what, Function<? super T, Boolean> work) {
        if (!keeping.tryAcquire()) {
            dropped.increment();
            return;
        }
        Thread.ofVirtual().name("cache-" + tier.name()).start(Tracing.carried(() -> {
            try {
                Outcome<Boolean> unused = tried(what, work);
            } finally {
                keeping.release();
            }
        }));
    }

    void unreadable() {
        unreadable.increment();
    }

    /** What it gave is not what was put there. */
    void damaged() {
        unreadable.increment();
        tier.distrust();
    }

    TierFigures figures(boolean following) {
        return new TierFigures(
                asked.sum(),
                failed.sum(),
                late.sum(),
                avoided.sum(),
                full.sum(),
                unreadable.sum(),
                dropped.sum(),
                settings.maxAsking() - asking.availablePermits(),
                settings.maxKeeping() - keeping.availablePermits(),
                breaker.isOpen(),
                following);
    }
}

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
    private final Breaker breaker;
    private final Semaphore asking;
    private final Semaphore keeping;
    private final LongAdder asked = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder passed = new LongAdder();
    private final LongAdder unreadable = new LongAdder();
    private final LongAdder dropped = new LongAdder();

    Guarded(T tier, TierSettings settings) {
        this.tier = tier;
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

    /** What the tier answers, or nothing. */
    <R> Optional<R> ask(Function<? super T, R> question) {
        if (!asking.tryAcquire()) {
            passed.increment();
            return Optional.empty();
        }
        try {
            return tried(question);
        } finally {
            asking.release();
        }
    }

    private <R> Optional<R> tried(Function<? super T, R> question) {
        if (!breaker.lets()) {
            passed.increment();
            return Optional.empty();
        }
        asked.increment();
        try {
            R answer = question.apply(tier);
            breaker.worked();
            return Optional.of(answer);
        } catch (RuntimeException failure) {
            failed.increment();
            breaker.failed();
            LOG.log(System.Logger.Level.DEBUG, () -> "the cache tier " + tier.name() + " failed", failure);
            return Optional.empty();
        }
    }

    /** Has the tier do something soon, if not too much is waiting for that. */
    void later(Function<? super T, Boolean> work) {
        if (!keeping.tryAcquire()) {
            dropped.increment();
            return;
        }
        Thread.ofVirtual().name("cache-" + tier.name()).start(() -> {
            try {
                Optional<Boolean> unused = tried(work);
            } finally {
                keeping.release();
            }
        });
    }

    void unreadable() {
        unreadable.increment();
    }

    TierFigures figures(boolean following) {
        return new TierFigures(
                asked.sum(), failed.sum(), passed.sum(), unreadable.sum(), dropped.sum(), breaker.isOpen(), following);
    }
}

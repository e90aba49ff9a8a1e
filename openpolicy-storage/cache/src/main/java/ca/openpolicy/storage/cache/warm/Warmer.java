// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache.warm;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.cache.Cache;
import ca.openpolicy.core.cache.Cached;
import ca.openpolicy.core.cache.Loader;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Makes values of a cache before they are asked for. It looks at accesses through {@link #cache}, learns which follow
 * on which, and has the cache make what is likely enough, in the way in which it makes everything. What it thinks is
 * measured all the time by what is asked for; predictions that come true too seldom are watched and not followed until
 * they are better. Safe for use by many threads.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public final class Warmer<K, V> implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Warmer.class.getName());
    private static final long SECOND = Duration.ofSeconds(1).toMillis();
    /** What is less likely is not even watched. */
    private static final double HARDLY = 0.1;

    private final Cache<K, V> cache;
    private final Loader<K, V> loader;
    private final Hints<K> hints;
    private final AccessModel<K> model;
    private final WarmerSettings settings;
    private final Clock clock;
    private final Trust trust = new Trust();
    private final Share share = new Share();
    private final Budget budget;
    private final Ring<K> waiting;
    private final Expected<K> expected;
    private final Semaphore making;
    private final ReentrantLock looking = new ReentrantLock();
    private final AtomicBoolean started = new AtomicBoolean();
    private final LongAdder looked = new LongAdder();
    private final LongAdder made = new LongAdder();
    private final LongAdder used = new LongAdder();
    private final LongAdder late = new LongAdder();
    private final LongAdder unused = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder withheld = new LongAdder();
    private final LongAdder loads = new LongAdder();
    private volatile boolean closed;
    private long missed;

    private Warmer(
            Cache<K, V> cache,
            Loader<K, V> loader,
            Hints<K> hints,
            AccessModel<K> model,
            WarmerSettings settings,
            Ambient ambient) {
        this.cache = cache;
        this.loader = loader;
        this.hints = hints;
        this.model = model;
        this.settings = settings;
        this.clock = ambient.clock();
        this.budget = new Budget(settings.extra(), settings.saved());
        this.waiting = new Ring<>(settings.queue());
        this.expected = new Expected<>(settings.expected());
        this.making = new Semaphore(settings.atOnce());
    }

    /**
     * A warmer that does nothing yet.
     *
     * @param cache whose values it makes
     * @param loader makes any of them
     * @param hints what is known of the keys
     * @param model what has been learned; it goes on learning
     * @param settings the bounds
     * @param ambient where time comes from
     * @param <K> the type of the keys
     * @param <V> the type of the values
     * @return the warmer
     */
    public static <K, V> Warmer<K, V> of(
            Cache<K, V> cache,
            Loader<K, V> loader,
            Hints<K> hints,
            AccessModel<K> model,
            WarmerSettings settings,
            Ambient ambient) {
        return new Warmer<>(cache, loader, hints, model, settings, ambient);
    }

    /**
     * The cache for callers of whom it is not known who they are. What follows on what is harder to see then.
     *
     * @return the cache, looked at
     */
    public Cache<K, V> cache() {
        return cache(() -> AccessModel.NOBODY);
    }

    /**
     * The cache for callers that can be told apart.
     *
     * @param reader tells who is calling, such as a hash of an address: a number that is kept for a visit only, or 0 if
     *     it is not known
     * @return the cache, looked at
     */
    public Cache<K, V> cache(LongSupplier reader) {
        return new Warmed<>(cache, this, reader);
    }

    /**
     * Begins to work in the background until it is closed.
     *
     * @return this
     */
    public Warmer<K, V> start() {
        if (started.compareAndSet(false, true)) {
            Thread.ofVirtual().name("cache-warmer").start(this::run);
        }
        return this;
    }

    private void run() {
        long second = clock.millis() / SECOND;
        long passed = 0;
        int left = settings.perSecond();
        while (!closed) {
            left -= work(task -> Thread.ofVirtual().name("cache-warming").start(task), left);
            LockSupport.parkNanos(settings.pause().toNanos());
            if (clock.millis() / SECOND != second) {
                second = clock.millis() / SECOND;
                follow(waiting.passed() - passed, left);
                passed = waiting.passed();
                left = settings.perSecond();
            }
        }
    }

    /** Fewer readers if accesses found no room in the last second, more if there was room for twice as many. */
    private void follow(long passed, int left) {
        if (passed > 0) {
            share.halve();
        } else if (left > settings.perSecond() / 2) {
            share.widen();
        }
    }

    /**
     * Looks at the accesses that wait, in the calling thread. Only for who does not {@link #start} it.
     *
     * @param maker has the values made
     * @return how many accesses it has looked at
     */
    public int work(Executor maker) {
        return work(maker, settings.queue());
    }

    private int work(Executor maker, int most) {
        looking.lock();
        try {
            noticeGaps();
            int count = 0;
            while (count < most && waiting.poll((reader, key) -> look(reader, key, maker))) {
                count++;
            }
            expected.sweep(clock.millis(), this::missed);
            return count;
        } finally {
            looking.unlock();
        }
    }

    private void noticeGaps() {
        if (waiting.passed() != missed) {
            missed = waiting.passed();
            model.missed();
        }
    }

    /** A caller has asked for a key, and has had it from there. */
    void asked(long reader, K key, String from) {
        Expected.One<K> one = expected.end(key);
        if (one != null) {
            came(one, from.equals(Cached.MEMORY));
        }
        if (from.equals(Cached.LOADED)) {
            loads.increment();
            budget.earn();
        }
        if (share.follows(reader)) {
            waiting.offer(reader, key);
        }
    }

    private void came(Expected.One<K> one, boolean atHand) {
        if (!one.made()) {
            one.bin().learn(false, true);
        } else if (atHand) {
            used.increment();
            budget.giveBack();
            budget.earn();
            one.bin().learn(true, true);
        } else if (!one.isThere()) {
            late.increment();
            budget.giveBack();
        } else {
            missed(one);
        }
    }

    private void missed(Expected.One<K> one) {
        if (one.made()) {
            unused.increment();
        }
        one.bin().learn(one.made(), false);
    }

    private void look(long reader, K key, Executor maker) {
        looked.increment();
        long now = clock.millis();
        int ahead = 0;
        for (Prediction<K> prediction : model.read(reader, key, hints.after(key), now)) {
            if (prediction.likely() < HARDLY || ahead == settings.ahead()) {
                return;
            }
            if (!cache.isAtHand(prediction.key()) && expect(prediction, now, maker)) {
                ahead++;
            }
        }
    }

    /** Has it made, or watches it; what is made already is enough. False if there is nothing to be done. */
    private boolean expect(Prediction<K> prediction, long now, Executor maker) {
        Trust.Bin bin = trust.of(prediction);
        boolean worth = bin.precision() >= settings.precision();
        if (expected.isMade(prediction.key()) || (!worth && expected.has(prediction.key()))) {
            return false;
        }
        boolean make = worth && mayMake();
        if (worth && !make) {
            withheld.increment();
        }
        long until = now + settings.horizon().toMillis();
        Expected.One<K> one = new Expected.One<>(prediction.key(), bin, make, until);
        expected.add(one);
        if (make) {
            made.increment();
            maker.execute(() -> make(one));
        }
        return true;
    }

    private boolean mayMake() {
        if (!making.tryAcquire()) {
            return false;
        }
        if (!budget.take()) {
            making.release();
            return false;
        }
        return true;
    }

    private void make(Expected.One<K> one) {
        try {
            cache.prepare(one.key(), loader);
            one.arrive();
        } catch (RuntimeException failure) {
            failed.increment();
            expected.end(one);
            LOG.log(System.Logger.Level.DEBUG, "a value could not be made ahead", failure);
        } finally {
            making.release();
        }
    }

    /**
     * What it has done.
     *
     * @return the counts
     */
    public WarmerFigures figures() {
        return new WarmerFigures(
                looked.sum(),
                waiting.passed(),
                made.sum(),
                used.sum(),
                late.sum(),
                unused.sum(),
                failed.sum(),
                withheld.sum(),
                loads.sum());
    }

    @Override
    public void close() {
        closed = true;
    }
}

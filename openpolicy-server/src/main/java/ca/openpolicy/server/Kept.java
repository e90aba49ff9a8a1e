// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * A value that is read anew when it has grown too old, by one thread while the others wait.
 *
 * @param <T> the value
 */
public final class Kept<T> {
    private final Supplier<T> source;
    private final Clock clock;
    private final Duration timeToLive;
    private final ReentrantLock refresh = new ReentrantLock();
    private volatile Optional<Entry<T>> entry = Optional.empty();
    private volatile Optional<T> last = Optional.empty();
    private volatile Runnable changed = () -> {};

    private record Entry<T>(T value, Instant until) {}

    /**
     * Keeps what a source gives.
     *
     * @param source reads the value
     * @param clock what time it is
     * @param timeToLive how long a value is believed
     */
    public Kept(Supplier<T> source, Clock clock, Duration timeToLive) {
        this.source = source;
        this.clock = clock;
        this.timeToLive = timeToLive;
    }

    /**
     * The value.
     *
     * @return one that is young enough
     */
    public T get() {
        return fresh().orElseGet(this::read);
    }

    void forget() {
        entry = Optional.empty();
    }

    /** Has something called whenever a value is read that is another than the one before, whoever reads it. */
    void whenChanged(Runnable called) {
        changed = called;
    }

    /** Reads the value anew, however young it is. */
    void look() {
        refresh.lock();
        try {
            T unused = replace();
        } finally {
            refresh.unlock();
        }
    }

    /** The value as it was read last, however long ago, by somebody who must not wait for it. */
    T latest() {
        return timeToLive.isZero() ? get() : last.orElseGet(this::get);
    }

    private Optional<T> fresh() {
        return entry.filter(each -> clock.instant().isBefore(each.until())).map(Entry::value);
    }

    private T read() {
        refresh.lock();
        try {
            return fresh().orElseGet(this::replace);
        } finally {
            refresh.unlock();
        }
    }

    private T replace() {
        T value = source.get();
        Optional<T> before = last;
        last = Optional.of(value);
        entry = Optional.of(new Entry<>(value, clock.instant().plus(timeToLive)));
        if (before.isPresent() && !before.get().equals(value)) {
            changed.run();
        }
        return value;
    }
}

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

    /** Reads the value anew, however young it is; tells whether it was another before. */
    boolean look() {
        refresh.lock();
        try {
            Optional<T> before = entry.map(Entry::value);
            T value = replace();
            return before.isPresent() && !before.get().equals(value);
        } finally {
            refresh.unlock();
        }
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
        entry = Optional.of(new Entry<>(value, clock.instant().plus(timeToLive)));
        return value;
    }
}

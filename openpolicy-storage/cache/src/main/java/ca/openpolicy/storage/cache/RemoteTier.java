// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A tier outside of the process. It may fail in every way: any exception, and whatever takes longer than its own
 * timeouts, is a miss for who asks, and after some of them it is left alone for a while. Safe for use by many threads.
 */
public interface RemoteTier extends AutoCloseable {
    /**
     * What it is called in figures and answers.
     *
     * @return such as {@code redis}
     */
    String name();

    /**
     * Asks for many at once.
     *
     * @param keys the keys, of printable ASCII
     * @return those that are there
     */
    Map<String, byte[]> get(Collection<String> keys);

    /**
     * Keeps something.
     *
     * @param key the key
     * @param bytes the value
     * @param ttl how long, where the tier can forget by itself
     */
    void put(String key, byte[] bytes, Duration ttl);

    /**
     * Forgets something.
     *
     * @param key the key
     */
    void remove(String key);

    /**
     * Whether a failure of this tier means that something took too long.
     *
     * @param failure what one of the other methods threw
     * @return whether that or what caused it is a timeout
     */
    default boolean isTimeout(Throwable failure) {
        return Stream.iterate(failure, each -> each != null, Throwable::getCause)
                .limit(16)
                .anyMatch(each -> each instanceof InterruptedIOException || each instanceof TimeoutException);
    }

    /**
     * Whether a failure of this tier is the answer of one that is well but does not do what it was asked, such as one
     * that is full: that is no reason to leave it alone.
     *
     * @param failure what one of the other methods threw
     * @return whether it is
     */
    default boolean isRefusal(Throwable failure) {
        return false;
    }

    /** Something that was given cannot be what was asked for: connections that may be out of step are dropped. */
    default void distrust() {}

    @Override
    void close();
}

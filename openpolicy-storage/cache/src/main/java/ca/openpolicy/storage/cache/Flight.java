// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The making of a value, for which others wait. */
final class Flight<V> {
    private final CompletableFuture<Entry<V>> landing = new CompletableFuture<>();

    void land(Entry<V> entry) {
        landing.complete(entry);
    }

    void fail(Throwable failure) {
        landing.completeExceptionally(failure);
    }

    /** Waits; nothing if it takes longer than the limit. What the maker threw is thrown. */
    Optional<Entry<V>> await(Optional<Duration> limit) {
        try {
            return Optional.of(
                    limit.isPresent() ? landing.get(limit.get().toNanos(), TimeUnit.NANOSECONDS) : landing.get());
        } catch (TimeoutException late) {
            return Optional.empty();
        } catch (ExecutionException failed) {
            throw thrown(Objects.requireNonNullElse(failed.getCause(), failed));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CacheInterruptedException(stopped);
        }
    }

    private static RuntimeException thrown(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return (RuntimeException) cause;
    }
}

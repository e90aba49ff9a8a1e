// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.cache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Where all processes load from: it counts, and is slow between reading and answering. */
final class Origin implements AutoCloseable {
    private final Map<String, Integer> numbers = new ConcurrentHashMap<>();
    private final Map<String, Duration> delays = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> loads = new ConcurrentHashMap<>();
    private final ServerSocket door;

    Origin() throws IOException {
        door = Lines.serve(words -> load(words[0]));
    }

    int port() {
        return door.getLocalPort();
    }

    void put(String key, int number) {
        numbers.put(key, number);
    }

    void slow(String key, Duration delay) {
        delays.put(key, delay);
    }

    int loads(String key) {
        return Optional.ofNullable(loads.get(key)).map(AtomicInteger::get).orElse(0);
    }

    private String load(String key) {
        loads.computeIfAbsent(key, each -> new AtomicInteger()).incrementAndGet();
        int read = numbers.getOrDefault(key, 0);
        LockSupport.parkNanos(delays.getOrDefault(key, Duration.ZERO).toNanos());
        return Integer.toString(read);
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

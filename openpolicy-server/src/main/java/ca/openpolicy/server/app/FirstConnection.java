// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import ca.openpolicy.core.UnavailableException;
import ca.openpolicy.storage.shard.Pool;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Tries again where a database does not answer yet: those who start together do so in no order. */
final class FirstConnection {
    private static final Duration PAUSE = Duration.ofMillis(250);

    /** What passes: no way to the server, a server that is starting, one that has no connection left. */
    private static final Set<String> PASSING = Set.of("08000", "08001", "08004", "08006", "57P03", "53300");

    private FirstConnection() {}

    static Pool within(Duration patience, Supplier<Pool> open) {
        long start = System.nanoTime();
        while (true) {
            try {
                return open.get();
            } catch (UnavailableException e) {
                if (!passes(e) || System.nanoTime() - start > patience.toNanos()) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private static boolean passes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(cause -> cause instanceof SQLException sql && PASSING.contains(sql.getSQLState()));
    }
}

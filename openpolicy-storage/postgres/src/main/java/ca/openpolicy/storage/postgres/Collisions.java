// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Repeats a transaction that the database ended because another wrote the same rows at the same time: it has done
 * nothing, and looks at what is there now when it is done again. A load replaces rows, so who waits for one may hold
 * what the load waits for.
 */
final class Collisions {
    private static final String DEADLOCK = "40P01";
    private static final String UNIQUE_VIOLATION = "23505";
    private static final int MOST_CAUSES = 16;
    private static final int TRIES = 8;

    private final Set<String> states;

    private Collisions(Set<String> states) {
        this.states = states;
    }

    /** Of those who lock and write single rows. */
    static Collisions ofChanges() {
        return new Collisions(Set.of(DEADLOCK));
    }

    /** Of those who copy rows that were not there when they looked. */
    static Collisions ofCopies() {
        return new Collisions(Set.of(DEADLOCK, UNIQUE_VIOLATION));
    }

    /** Does it again as long as it collides; the last try fails as it fails. */
    <T> T overcome(Supplier<T> transaction) {
        for (int i = 1; i < TRIES; i++) {
            try {
                return transaction.get();
            } catch (RuntimeException e) {
                if (!collided(e)) {
                    throw e;
                }
            }
        }
        return transaction.get();
    }

    private boolean collided(RuntimeException failure) {
        return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(MOST_CAUSES)
                .anyMatch(cause -> cause instanceof SQLException sql
                        && states.stream().anyMatch(state -> state.equals(sql.getSQLState())));
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import ca.openpolicy.core.MisconfiguredException;
import ca.openpolicy.core.UnavailableException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tells a database that cannot answer now from one that refuses a statement. */
record SqlFailures(String shard, Duration retryAfter) {
    private static final int CAUSES = 16;

    /** Cancelled; idle too long; transaction too long; deadlock; serialization; lock not available. */
    private static final Set<String> PASSING = Set.of("57014", "25P03", "25P04", "40P01", "40001", "55P03");

    /** No such table; no such function; no such schema: of our own, at the beginning of a transaction. */
    private static final Set<String> UNPREPARED = Set.of("42P01", "42883", "3F000");

    RuntimeException of(SQLException failure, String doing) {
        if (Gate.MOVED.equals(failure.getSQLState())) {
            return new MovedException();
        }
        return unavailable(failure)
                ? unavailable(failure, failure, doing)
                : new StatementFailedException(shard, failure);
    }

    /** A failure before the work began. */
    RuntimeException atTheBeginning(SQLException failure) {
        return UNPREPARED.contains(String.valueOf(failure.getSQLState()))
                ? unprepared(shard)
                : of(failure, "beginning");
    }

    /** What a refused look for our own tables means. */
    static Optional<RuntimeException> unprepared(StatementFailedException refused) {
        return UNPREPARED.contains(refused.sqlState()) ? Optional.of(unprepared(refused.shard())) : Optional.empty();
    }

    static MisconfiguredException unprepared(String shard) {
        return new MisconfiguredException(
                List.of("shard " + shard + ": its database is not prepared; call Shards.prepare() once"));
    }

    /** The failure itself, or what lies under it if that is a database that cannot answer now. */
    RuntimeException of(RuntimeException failure, String doing) {
        if (failure instanceof UnavailableException || failure instanceof MovedException) {
            return failure;
        }
        return beneath(failure)
                .<RuntimeException>map(sql -> unavailable(sql, failure, doing))
                .orElse(failure);
    }

    UnavailableException unavailable(SQLException failure, Throwable cause, String doing) {
        return new UnavailableException(says(failure, doing), retryAfter, cause);
    }

    private static Optional<SQLException> beneath(Throwable failure) {
        Throwable cause = failure.getCause();
        for (int i = 0; i < CAUSES && cause != null; i++, cause = cause.getCause()) {
            if (cause instanceof SQLException sql && unavailable(sql)) {
                return Optional.of(sql);
            }
        }
        return Optional.empty();
    }

    private static boolean unavailable(SQLException failure) {
        String state = failure.getSQLState();
        return failure instanceof SQLTransientConnectionException
                || failure instanceof SQLNonTransientConnectionException
                || failure instanceof SQLRecoverableException
                || failure instanceof SQLTimeoutException
                || (state != null && passing(state));
    }

    private static boolean passing(String state) {
        return state.startsWith("08") || state.startsWith("57P0") || state.startsWith("53") || PASSING.contains(state);
    }

    private String says(SQLException failure, String doing) {
        String why = "57014".equals(failure.getSQLState()) ? "it took too long" : "it cannot be reached or used";
        return "shard " + shard + " is unavailable while " + doing + ": " + why + " (" + failure.getMessage() + ")";
    }
}

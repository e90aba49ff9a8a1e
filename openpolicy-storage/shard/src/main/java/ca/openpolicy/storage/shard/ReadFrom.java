// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import ca.openpolicy.core.InvalidValueException;
import java.util.List;
import java.util.OptionalLong;

/**
 * From where a read may come. A replica shows an earlier state of its shard; what is decided by what was read, such as
 * a write, is read from the primary. One shard answers one read from one database.
 *
 * @param role which databases will do
 * @param after what must be seen: for each token the shard that it names has replayed its write, or the primary answers
 */
public record ReadFrom(Role role, List<WriteToken> after) {
    /** The most tokens that one read has. */
    public static final int MAX_TOKENS = 1024;

    private static final ReadFrom PRIMARY = new ReadFrom(Role.PRIMARY, List.of());

    /** Which databases of a shard will do. */
    public enum Role {
        /** Only the one that is written. */
        PRIMARY,
        /** A replica that does not lag too far behind, else the primary. */
        REPLICA_ALLOWED
    }

    /** Copies the list, and refuses one that is too long. */
    public ReadFrom {
        after = List.copyOf(after);
        if (after.size() > MAX_TOKENS) {
            throw InvalidValueException.of(
                    "after", Integer.toString(after.size()), "a list of at most " + MAX_TOKENS + " tokens");
        }
    }

    /**
     * Only from primaries.
     *
     * @return what reads do unless told otherwise
     */
    public static ReadFrom primary() {
        return PRIMARY;
    }

    /**
     * From replicas too.
     *
     * @param after what must be seen
     * @return where reads may come from
     */
    public static ReadFrom replica(WriteToken... after) {
        return new ReadFrom(Role.REPLICA_ALLOWED, List.of(after));
    }

    boolean replicaAllowed() {
        return role == Role.REPLICA_ALLOWED;
    }

    /** How far a replica of a shard must be. */
    OptionalLong after(Shard shard) {
        return after.stream()
                .filter(token -> token.shard().equals(shard.name()))
                .mapToLong(WriteToken::position)
                .max();
    }

    /** Whether a token was given, but none of this shard: what it stands for may have moved here since. */
    boolean foreign(Shard shard) {
        return !after.isEmpty() && after(shard).isEmpty();
    }
}

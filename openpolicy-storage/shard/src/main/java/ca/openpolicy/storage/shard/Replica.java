// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** A database that follows a primary, and how far it is known to have come. */
final class Replica {
    private static final System.Logger LOG = System.getLogger(Replica.class.getName());

    private final Shard shard;
    private final int number;
    private final Endpoint endpoint;
    private final LogPositions primary;
    private final ShardSettings settings;
    private volatile Seen seen = new Seen(0, OptionalLong.empty(), OptionalLong.empty(), Optional.empty());
    private boolean wasInRotation;

    Replica(Shard shard, int number, Endpoint endpoint, LogPositions primary, ShardSettings settings) {
        this.shard = shard;
        this.number = number;
        this.endpoint = endpoint;
        this.primary = primary;
        this.settings = settings;
    }

    /**
     * What it last answered.
     *
     * @param position how much of the log it has replayed
     * @param covered until when it shows all that was committed, as of {@link System#nanoTime}
     * @param behind how many bytes it has yet to replay
     * @param fault why it cannot be read
     */
    private record Seen(long position, OptionalLong covered, OptionalLong behind, Optional<String> fault) {}

    /** What a database says of itself. */
    private record Answer(boolean follows, String name, long position) {}

    Endpoint endpoint() {
        return endpoint;
    }

    /** Asks it how far it is. */
    void look() {
        try {
            Answer answer = endpoint.ask(
                    "select pg_is_in_recovery(), name, coalesce(pg_last_wal_replay_lsn() - '0/0', 0)::bigint from "
                            + settings.schema() + ".shard_self",
                    row -> new Answer(row.getBoolean(1), row.getString(2), row.getLong(3)));
            saw(answer.position(), fault(answer));
        } catch (SQLException | RuntimeException silent) {
            LOG.log(System.Logger.Level.DEBUG, "{0} does not say how far it is", endpoint);
        }
        noteRotation();
    }

    private Optional<String> fault(Answer answer) {
        if (!answer.follows()) {
            return Optional.of("its database follows no other");
        }
        return answer.name().equals(shard.name())
                ? Optional.empty()
                : Optional.of("its database is that of shard " + answer.name());
    }

    /** It has replayed this much. */
    void saw(long position, Optional<String> fault) {
        seen = new Seen(position, primary.coveredBy(position), primary.behind(position), fault);
    }

    void saw(long position) {
        saw(position, Optional.empty());
    }

    boolean inRotation() {
        Seen now = seen;
        return now.fault().isEmpty()
                && now.covered().isPresent()
                && age(now.covered().getAsLong()).compareTo(settings.replicas().maxLag()) <= 0
                && now.behind().orElse(Long.MAX_VALUE) <= settings.replicas().maxLagBytes()
                && !endpoint.isOpen();
    }

    /** Whether it is known to have come as far as this. */
    boolean has(long position) {
        return seen.position() >= position;
    }

    ReplicaStatus status() {
        Seen now = seen;
        Optional<Duration> lag = now.covered().stream().mapToObj(Replica::age).findFirst();
        return new ReplicaStatus(shard.name(), number, lag, now.behind(), inRotation(), now.fault());
    }

    private static Duration age(long nanos) {
        return Duration.ofNanos(Math.max(0, System.nanoTime() - nanos));
    }

    private void noteRotation() {
        boolean is = inRotation();
        if (is != wasInRotation) {
            wasInRotation = is;
            LOG.log(
                    System.Logger.Level.INFO,
                    is ? "{0} is read from now on: {1}" : "{0} is not read for now: {1}",
                    endpoint,
                    status());
        }
    }
}

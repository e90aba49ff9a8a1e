// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.MisconfiguredException;
import ca.openpolicy.core.event.Event;
import ca.openpolicy.storage.shard.Shard;
import ca.openpolicy.storage.shard.ShardMap;
import ca.openpolicy.storage.shard.Shards;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;

/**
 * Tells every bill, division and member as it is, so that a log that began later than the archive begins whole. A page
 * is told in a transaction of its own, together with how far that is; so whoever was killed goes on where they were,
 * and two at once share the work. A word is locked against changes while it is told, so its snapshot stands among its
 * other events where its version belongs. Safe for use by many threads.
 */
public final class Snapshots implements AutoCloseable {
    /** The most words that one transaction tells. */
    public static final int MAX_PAGE = 10_000;

    private final Shards shards;
    private final Schema schema;
    private final Telling telling;
    private final List<SnapshotKind> kinds;
    private final Collisions collisions = Collisions.ofChanges();

    private Snapshots(Shards shards, ArchiveSettings settings, Ambient ambient) {
        this.shards = shards;
        this.schema = settings.schemaOf();
        this.telling = new Telling(settings, ambient);
        this.kinds = SnapshotKind.all(schema);
    }

    /**
     * Opens the snapshots of an archive that tells what happens.
     *
     * @param map the shards
     * @param settings the archive's settings
     * @param ambient where the ids and times of events come from
     * @return the snapshots; the caller closes them
     * @throws MisconfiguredException if the archive tells nothing
     */
    public static Snapshots open(ShardMap map, ArchiveSettings settings, Ambient ambient) {
        if (settings.events().isEmpty()) {
            throw new MisconfiguredException(List.of("events: an archive that tells nothing tells no snapshots"));
        }
        return new Snapshots(Shards.open(map, settings.shards(), ambient), settings, ambient);
    }

    /** How far a kind of a shard is. */
    private record Progress(long round, long position, boolean finished) {}

    /**
     * Tells all that was not told yet in this round. The first round begins with the first call.
     *
     * @param page how many words one transaction tells, 1 to {@link #MAX_PAGE}
     * @return how many were told by this call; 0 if the round was at its end already
     * @throws ca.openpolicy.core.UnavailableException if a shard cannot be reached
     * @throws InterruptedException if the thread was interrupted; the next call goes on
     */
    public long tell(int page) throws InterruptedException {
        return tell(page, Math.max(1, round()));
    }

    /**
     * Tells all once more if the last round is at its end, else goes on with that.
     *
     * @param page how many words one transaction tells, 1 to {@link #MAX_PAGE}
     * @return how many were told by this call
     * @throws ca.openpolicy.core.UnavailableException if a shard cannot be reached
     * @throws InterruptedException if the thread was interrupted; the next call goes on
     */
    public long tellAgain(int page) throws InterruptedException {
        long round = round();
        return tell(page, isFinished(round) ? round + 1 : Math.max(1, round));
    }

    private long tell(int page, long round) throws InterruptedException {
        if (page < 1 || page > MAX_PAGE) {
            throw new IllegalArgumentException("page is " + page + ", must be 1 to " + MAX_PAGE);
        }
        long told = 0;
        for (Shard shard : shards.map().shards()) {
            for (SnapshotKind kind : kinds) {
                told += tell(shard, kind, page, round);
            }
        }
        return told;
    }

    private long tell(Shard shard, SnapshotKind kind, int page, long round) throws InterruptedException {
        long told = 0;
        OptionalLong more = OptionalLong.of(0);
        while (more.isPresent()) {
            if (Thread.interrupted()) {
                throw new InterruptedException("stopped after " + told + " snapshots of " + shard.name());
            }
            more = collisions.overcome(() -> shards.bulk(shard, connection -> tellPage(connection, kind, page, round)));
            told += more.orElse(0);
            telling.committed();
        }
        return told;
    }

    /** How many were told, empty where there were none left. */
    private OptionalLong tellPage(Connection connection, SnapshotKind kind, int page, long round) throws SQLException {
        Progress progress = enter(connection, kind, round);
        if (progress.finished() || progress.round() > round) {
            return OptionalLong.empty();
        }
        List<SnapshotKind.Told> rows = Sql.of(
                        "select * from " + schema.table(kind.table()) + " where id > ? order by id limit ? for share",
                        progress.position(),
                        page)
                .list(connection, kind.reader());
        telling.tell(
                connection,
                events -> rows.stream()
                        .<Event>map(row -> row.event().apply(events))
                        .toList());
        boolean last = rows.size() < page;
        advance(
                connection,
                kind,
                rows.isEmpty() ? progress.position() : rows.getLast().id(),
                last);
        return OptionalLong.of(rows.size());
    }

    /** Keeps others from the same kind until the transaction ends; a round that this shard has not begun begins. */
    private Progress enter(Connection connection, SnapshotKind kind, long round) throws SQLException {
        int unused = Sql.of(
                        "insert into " + table()
                                + " as known (kind, round, position, finished) values (?, ?, -1, false)"
                                + " on conflict (kind) do update set round = excluded.round, position = -1,"
                                + " finished = false where known.round < excluded.round",
                        kind.name(),
                        round)
                .update(connection);
        return Sql.of("select * from " + table() + " where kind = ? for update", kind.name())
                .first(
                        connection,
                        row -> new Progress(row.getLong("round"), row.getLong("position"), row.getBoolean("finished")))
                .orElseThrow();
    }

    private void advance(Connection connection, SnapshotKind kind, long position, boolean finished)
            throws SQLException {
        int unused = Sql.of(
                        "update " + table() + " set position = ?, finished = ? where kind = ?",
                        position,
                        finished,
                        kind.name())
                .update(connection);
    }

    /** The newest round of any shard, 0 before the first. */
    private long round() {
        return shards
                .scatter(connection -> Sql.of("select coalesce(max(round), 0) as round from " + table())
                        .first(connection, row -> row.getLong("round"))
                        .orElse(0L))
                .stream()
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
    }

    private boolean isFinished(long round) {
        long finished = shards
                .scatter(connection -> Sql.of(
                                "select count(*) as done from " + table() + " where round = ? and finished", round)
                        .first(connection, row -> row.getLong("done"))
                        .orElse(0L))
                .stream()
                .mapToLong(Long::longValue)
                .sum();
        return finished == (long) kinds.size() * shards.map().shards().size();
    }

    private String table() {
        return schema.table("event_snapshot");
    }

    /** Ends its work; the data sources stay the caller's. */
    @Override
    public void close() {
        shards.close();
    }
}

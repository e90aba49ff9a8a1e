// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard.move;

import ca.openpolicy.core.event.EventBarrier;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The barriers of a move. Each is written down at the shard that a batch has come to, in the transaction in which it
 * came, so that it is there if and only if events are held.
 */
record Barriers(Optional<EventBarrier> events) {

    private record Raised(int number, String source, long position) {}

    /** The one who leaves has ended what is to be read first. */
    void raise(Site target, Connection arriving, long move, Batch batch, Site source, Connection leaving)
            throws SQLException {
        if (events.isEmpty()) {
            return;
        }
        long position = events.get().last(leaving);
        events.get().hold(arriving, name(move, batch.number()));
        int unused = Sql.update(
                arriving,
                "insert into " + target.table("shard_barrier") + " (move, number, source, position)"
                        + " values (?, ?, ?, ?) on conflict (move, number) do update set source = excluded.source,"
                        + " position = excluded.position",
                move,
                batch.number(),
                source.name(),
                position);
    }

    /** Takes away what can be taken away; tells who is waited for. */
    List<String> lower(Map<String, Site> sites, Journal.Entry move) throws SQLException {
        List<String> waiting = new ArrayList<>();
        for (String name : move.shards()) {
            Site target = Reshard.site(sites, name);
            for (Raised each : raised(target, move.id())) {
                waiting.addAll(lower(sites, target, move, each));
            }
        }
        return waiting.stream().distinct().toList();
    }

    /** Who is waited for. */
    List<String> waiting(Map<String, Site> sites, Journal.Entry move) throws SQLException {
        List<String> waiting = new ArrayList<>();
        for (String name : move.shards()) {
            for (Raised each : raised(Reshard.site(sites, name), move.id())) {
                waiting.addAll(behind(sites, move, each));
            }
        }
        return waiting.stream().distinct().toList();
    }

    private List<String> behind(Map<String, Site> sites, Journal.Entry move, Raised each) throws SQLException {
        Set<Integer> slots = Set.copyOf(move.batches().get(each.number() - 1).slots());
        try (Connection source = Reshard.site(sites, each.source()).connect()) {
            return events.orElseThrow(Barriers::nobody).behind(source, each.position(), slots::contains).stream()
                    .map(who -> who.kind().name().toLowerCase(Locale.ROOT) + " " + who.name() + " of " + each.source())
                    .toList();
        }
    }

    private static MoveFailedException nobody() {
        return new MoveFailedException("events are held for this move, and no log was given; give it, and resume");
    }

    private List<String> lower(Map<String, Site> sites, Site target, Journal.Entry move, Raised each)
            throws SQLException {
        List<String> behind = behind(sites, move, each);
        if (!behind.isEmpty()) {
            return behind;
        }
        try (Connection connection = target.connect()) {
            events.orElseThrow(Barriers::nobody).release(connection, name(move.id(), each.number()));
            int unused = Sql.update(
                    connection,
                    "delete from " + target.table("shard_barrier") + " where move = ? and number = ?",
                    move.id(),
                    each.number());
        }
        return List.of();
    }

    private static List<Raised> raised(Site target, long move) throws SQLException {
        try (Connection connection = target.connect()) {
            return Sql.list(
                    connection,
                    row -> new Raised(row.getInt(1), row.getString(2), row.getLong(3)),
                    "select number, source, position from " + target.table("shard_barrier") + " where move = ?",
                    move);
        }
    }

    private static String name(long move, int batch) {
        return "move-" + move + "-" + batch;
    }
}

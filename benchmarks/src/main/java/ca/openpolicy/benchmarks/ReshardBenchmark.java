// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import ca.openpolicy.embedded.EmbeddedPostgres;
import ca.openpolicy.embedded.EmbeddedPostgresSettings;
import ca.openpolicy.storage.shard.Shard;
import ca.openpolicy.storage.shard.move.MoveStatus;
import ca.openpolicy.storage.shard.move.Placement;
import ca.openpolicy.storage.shard.move.Plan;
import ca.openpolicy.storage.shard.move.Planner;
import ca.openpolicy.storage.shard.move.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Two shards become four while notes are written and read at steady rates: what the move does to those who write and
 * read, how fast rows move, and whether anything is lost. Commits wait for the disk; two databases each are of one
 * PostgreSQL. Each round has databases of its own; writes count from when they were due.
 */
final class ReshardBenchmark {
    private static final int ROWS = 200_000;
    private static final int WRITES = 500;
    private static final int READS = 500;
    private static final int PAGES = 20;
    private static final int WRITERS = 32;
    private static final int READERS = 16;
    private static final int PAGERS = 4;
    private static final Duration AFTERWARDS = Duration.ofMillis(50);

    private final Measure measure;
    private final List<EmbeddedPostgres> engines;
    private final Times waits = new Times();
    private final Map<String, List<Times>> all = new LinkedHashMap<>();
    private final List<Double> speeds = new ArrayList<>();

    private ReshardBenchmark(Measure measure, List<EmbeddedPostgres> engines) {
        this.measure = measure;
        this.engines = engines;
    }

    /** When a batch was ready to be flipped, and when it had arrived; or the whole began and ended. */
    private record Span(long from, long to) {}

    public static void main(String[] arguments) throws Exception {
        EmbeddedPostgresSettings settings = EmbeddedPostgresSettings.temporary().withMaxConnections(100);
        try (EmbeddedPostgres one = EmbeddedPostgres.start(settings);
                EmbeddedPostgres other = EmbeddedPostgres.start(settings)) {
            ReshardBenchmark benchmark = new ReshardBenchmark(Measure.of(arguments), List.of(one, other));
            for (int i = 1; i <= benchmark.measure.pairs(); i++) {
                benchmark.round(i);
            }
            benchmark.tell();
        }
    }

    private void round(int number) throws Exception {
        int rows = measure.extra("rows", ROWS);
        try (Notes notes = Notes.on(engines, rows, "round" + number + "_")) {
            List<Span> flips = new ArrayList<>();
            Map<String, Traffic> traffic = new LinkedHashMap<>();
            Span before;
            Span move;
            try (Traffic writes = Traffic.of(measure.extra("writes", WRITES), WRITERS, rows, notes::write);
                    Traffic reads = Traffic.of(measure.extra("reads", READS), READERS, rows, notes::read);
                    Traffic pages = Traffic.of(measure.extra("pages", PAGES), PAGERS, rows, any -> notes.page())) {
                traffic.put("write", writes);
                traffic.put("row", reads);
                traffic.put("page", pages);
                TimeUnit.NANOSECONDS.sleep(measure.warm().toNanos());
                long begin = System.nanoTime();
                TimeUnit.NANOSECONDS.sleep(measure.phase().toNanos());
                before = new Span(begin, System.nanoTime());
                move = move(notes, flips);
                TimeUnit.NANOSECONDS.sleep(AFTERWARDS.toNanos());
            }
            check(notes, traffic);
            keep(traffic, before, move, flips);
            tell(number, notes, traffic, before, move, flips);
        }
    }

    private static Span move(Notes notes, List<Span> flips) {
        Plan plan = share(notes);
        long[] ready = new long[1];
        long begin = System.nanoTime();
        MoveStatus moved = notes.reshard()
                .listening((stage, batch, batches) -> {
                    if (stage == Stage.COMPARED) {
                        ready[0] = System.nanoTime();
                    } else if (stage == Stage.ARRIVED) {
                        flips.add(new Span(ready[0], System.nanoTime()));
                    }
                })
                .move(plan, List.of());
        if (moved.state() != MoveStatus.State.MOVED) {
            throw new IllegalStateException("the move ended as " + moved);
        }
        return new Span(begin, System.nanoTime());
    }

    private static Plan share(Notes notes) {
        Map<String, Integer> weights = new TreeMap<>();
        notes.shards().forEach(shard -> weights.put(shard.name(), 1));
        return Planner.plan(slot -> notes.node().map().owner(slot).name(), Placement.of(weights));
    }

    /** A figure of a move that lost something is worth nothing. */
    private static void check(Notes notes, Map<String, Traffic> traffic) {
        traffic.forEach((kind, each) -> {
            if (!each.faults().isEmpty()) {
                throw new IllegalStateException(each.faults().size() + " of " + kind + " went wrong: "
                        + each.faults().getFirst());
            }
        });
        List<String> differences = notes.reshard().verify();
        Notes.Balance balance = notes.balance();
        if (!balance.even() || !differences.isEmpty()) {
            throw new IllegalStateException(balance + ", " + differences);
        }
    }

    private void keep(Map<String, Traffic> traffic, Span before, Span move, List<Span> flips) {
        traffic.forEach((kind, each) -> {
            List<Times> both = all.computeIfAbsent(kind, unused -> List.of(new Times(), new Times()));
            both.getFirst().addAll(each.between(before.from(), before.to()));
            both.getLast().addAll(each.between(move.from(), move.to()));
        });
        Traffic writes = Objects.requireNonNull(traffic.get("write"));
        for (Span flip : flips) {
            Times during = writes.between(flip.from(), flip.to() + AFTERWARDS.toNanos());
            waits.add((long) (during.millis(1) * 1e6));
        }
    }

    private void tell(int number, Notes notes, Map<String, Traffic> traffic, Span before, Span move, List<Span> flips) {
        double seconds = (move.to() - move.from()) / 1e9;
        double speed = moved(notes) / seconds;
        speeds.add(speed);
        System.out.printf(
                Locale.ROOT,
                "round %d: %d batches in %.1f s, %,.0f rows a second, 0 lost, 0 done twice, 0 stale, %d unavailable%n",
                number,
                flips.size(),
                seconds,
                speed,
                traffic.values().stream().mapToInt(Traffic::unavailable).sum());
        traffic.forEach((kind, each) ->
                tell(kind, each.between(before.from(), before.to()), each.between(move.from(), move.to())));
    }

    private static void tell(String kind, Times before, Times during) {
        System.out.println("  " + kind + ": before the move " + told(before) + "; during it " + told(during));
    }

    private static String told(Times times) {
        return String.format(
                Locale.ROOT,
                "p50 %.1f ms, p99 %.1f, p99.9 %.1f, longest %.1f of %,d",
                times.millis(0.5),
                times.millis(0.99),
                times.millis(0.999),
                times.millis(1),
                times.count());
    }

    private static long moved(Notes notes) {
        long moved = 0;
        for (Shard shard : notes.shards().subList(2, notes.shards().size())) {
            moved += notes.rowsOn(shard);
        }
        return moved;
    }

    private void tell() {
        System.out.printf(Locale.ROOT, "all rounds: %,.0f rows a second (median)%n", Pairs.median(speeds));
        all.forEach((kind, times) -> tell(kind, times.getFirst(), times.getLast()));
        System.out.println("  longest wait of a write at each flip: " + told(waits));
    }
}

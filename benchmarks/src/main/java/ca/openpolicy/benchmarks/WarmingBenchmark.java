// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import ca.openpolicy.storage.cache.warm.AccessModel;
import ca.openpolicy.storage.cache.warm.ModelSettings;
import ca.openpolicy.storage.cache.warm.WarmerFigures;
import ca.openpolicy.storage.cache.warm.WarmerSettings;
import java.io.BufferedWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;

/**
 * What making ahead brings over W-TinyLFU alone: traces of readers through the same cache with and without it, in the
 * same memory. Trace A is the one that bounds were chosen on; B decides; in R nothing can be foreseen; P is B without
 * its crawlers. A pair is one size of the memory, some three parts in a hundred around the one that is told: how well
 * W-TinyLFU adapts depends on chance, and two sizes that are nearly the same differ by as much as a tenth of their
 * loads.
 */
final class WarmingBenchmark {
    private static final int DECIDES = 10;
    private static final double SPREAD = 0.03;

    private final Path data = Path.of(System.getProperty("openpolicy.data", ""));
    private final int pairs;

    private WarmingBenchmark(int pairs) {
        this.pairs = pairs;
    }

    private interface Models {
        AccessModel<String> next() throws IOException;
    }

    public static void main(String[] arguments) throws Exception {
        Measure measure = Measure.of(arguments);
        WarmingBenchmark benchmark = new WarmingBenchmark(measure.pairs());
        for (String name : measure.extra().isEmpty() ? List.of("A", "R", "B", "P") : measure.extra()) {
            benchmark.run(name);
        }
    }

    private static Habits habits(String name) {
        return switch (name) {
            case "B" -> Habits.traceB();
            case "P" -> Habits.traceB().withoutCrawlers();
            case "C" -> Habits.traceC();
            default -> Habits.traceA();
        };
    }

    private void run(String name) throws IOException {
        Habits habits = habits(name);
        Site site = Site.of(data, habits);
        Trace trace = name.equals("R") ? Trace.random(site, habits.seed()) : Trace.of(site, habits);
        System.out.printf(
                Locale.ROOT,
                "trace %s: %d events, %d keys, %.1f MB in all%n",
                name,
                trace.events().size(),
                site.things().size(),
                site.weightOfAll() / 1e6);
        Models empty = () -> AccessModel.empty(ModelSettings.defaults());
        compare(trace, DECIDES, "readers known", true, empty);
        compare(trace, DECIDES, "readers unknown", false, empty);
        if (!name.equals("R")) {
            compare(trace, 2 * DECIDES, "readers known", true, empty);
            compare(trace, DECIDES / 2, "readers known", true, empty);
        }
        if (!name.equals("A") && !name.equals("R")) {
            byte[] shipped = trainedOnA();
            compare(trace, DECIDES, "readers known, model of A", true, () -> read(shipped));
        }
    }

    private void compare(Trace trace, int part, String what, boolean readersKnown, Models models) throws IOException {
        Pairs hits = new Pairs();
        Pairs loads = new Pairs();
        double precision = 0;
        double coverage = 0;
        double waste = 0;
        for (int i = 0; i < pairs; i++) {
            double around = pairs == 1 ? 1 : 1 + SPREAD * (2.0 * i / (pairs - 1) - 1);
            long memory = (long) (trace.site().weightOfAll() / (double) part * around);
            Replay.Outcome plain = new Replay(trace).plain(memory);
            Replay.Warm warm = new Replay(trace).warmed(memory, models.next(), WarmerSettings.defaults(), readersKnown);
            hits.add(100 * warm.outcome().hitRatio(), 100 * plain.hitRatio());
            loads.add((double) warm.outcome().loads() + warm.outcome().ahead(), (double) plain.loads());
            WarmerFigures figures = warm.figures();
            precision += figures.precision() / pairs;
            coverage += figures.coverage() / pairs;
            waste += figures.waste() / pairs;
        }
        System.out.printf(Locale.ROOT, "memory 1/%d, %s%n", part, what);
        System.out.println("  " + hits.told("hits with warming", "without", "%"));
        System.out.println("  " + loads.told("loads with warming", "without", ""));
        System.out.printf(Locale.ROOT, "  precision %.3f, coverage %.3f, waste %.3f%n", precision, coverage, waste);
    }

    /** As one would ship it: from a log of accesses to a file. */
    private byte[] trainedOnA() throws IOException {
        Site site = Site.of(data, habits("A"));
        Trace trace = Trace.of(site, habits("A"));
        Path log = Files.createTempFile("openpolicy-access", ".log.gz");
        try {
            write(trace, log);
            Instant end = Instant.ofEpochMilli(trace.events().getLast().at());
            Links links = new Links(site, Clock.fixed(end, ZoneOffset.UTC));
            AccessModel<String> model = AccessModel.trained(log, Function.identity(), links, ModelSettings.defaults());
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            model.write(out, Function.identity());
            System.out.printf("log of A: %d bytes packed; its model: %d bytes%n", Files.size(log), out.size());
            return out.toByteArray();
        } finally {
            Files.delete(log);
        }
    }

    private static void write(Trace trace, Path log) throws IOException {
        try (BufferedWriter out = new BufferedWriter(
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(log)), StandardCharsets.UTF_8))) {
            for (Trace.Event event : trace.events()) {
                if (!event.isChange()) {
                    out.write(event.at() + " " + event.reader() + " " + event.key() + "\n");
                }
            }
        }
    }

    private static AccessModel<String> read(byte[] file) throws IOException {
        return AccessModel.from(new ByteArrayInputStream(file), Function.identity(), ModelSettings.defaults());
    }
}

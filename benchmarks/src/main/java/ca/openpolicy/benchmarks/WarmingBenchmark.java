// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import ca.openpolicy.storage.cache.warm.AccessModel;
import ca.openpolicy.storage.cache.warm.ModelSettings;
import ca.openpolicy.storage.cache.warm.WarmerSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What making ahead brings over W-TinyLFU alone: traces of readers through the same cache with and without it. Trace A
 * is the one that bounds were chosen on; B decides; in R nothing can be foreseen.
 */
final class WarmingBenchmark {
    private final Path data = Path.of(System.getProperty("openpolicy.data", ""));

    private WarmingBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        List<String> wanted = Measure.of(arguments).extra();
        WarmingBenchmark benchmark = new WarmingBenchmark();
        for (String name : wanted.isEmpty() ? List.of("A", "R", "B") : wanted) {
            benchmark.run(name);
        }
    }

    private void run(String name) throws IOException {
        Habits habits = switch (name) {
            case "B" -> Habits.traceB();
            case "C" -> Habits.traceC();
            default -> Habits.traceA();
        };
        Site site = Site.of(data, habits);
        Trace trace = name.equals("R") ? Trace.random(site, habits.seed()) : Trace.of(site, habits);
        System.out.printf(
                Locale.ROOT,
                "trace %s: %d events, %d keys, %.1f MB in all%n",
                name,
                trace.events().size(),
                site.things().size(),
                site.weightOfAll() / 1e6);
        for (int part : new int[] {20, 10, 5}) {
            compare(trace, "memory 1/" + part, site.weightOfAll() / part);
        }
    }

    private void compare(Trace trace, String what, long memory) {
        Replay.Outcome plain = new Replay(trace).plain(memory);
        System.out.printf(
                Locale.ROOT, "%s: alone %.2f %% hits, %d loads%n", what, 100 * plain.hitRatio(), plain.loads());
        tell("readers known", plain, warmed(trace, memory, true));
        tell("readers unknown", plain, warmed(trace, memory, false));
    }

    private static Replay.Warm warmed(Trace trace, long memory, boolean readersKnown) {
        AccessModel<String> model = AccessModel.empty(ModelSettings.defaults());
        return new Replay(trace).warmed(memory, model, WarmerSettings.defaults(), readersKnown);
    }

    private static void tell(String what, Replay.Outcome plain, Replay.Warm warm) {
        System.out.printf(
                Locale.ROOT,
                "  %s: %.2f %% hits, %+.1f %% relative; %+.1f %% loads; precision %.2f, coverage %.2f, waste %.3f%n    %s%n",
                what,
                100 * warm.outcome().hitRatio(),
                100 * warm.outcome().gain(plain),
                100 * warm.outcome().extraLoads(plain),
                warm.figures().precision(),
                warm.figures().coverage(),
                warm.figures().waste(),
                warm.figures());
    }
}

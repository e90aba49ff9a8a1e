// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import ca.openpolicy.embedded.EmbeddedRedis;
import ca.openpolicy.embedded.EmbeddedRedisSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What a hit in memory costs: our cache beside Caffeine, bare and with a time to live and statistics, and beside
 * JetCache over memory and Redis. Each is measured in JVMs of its own, in turn.
 */
final class CacheHitBenchmark {
    private static final List<String> CACHES = List.of("alone", "bare", "timed", "redis", "jetcache");

    private final EmbeddedRedis redis;
    private final String millis;
    private final Map<String, List<Figures>> figures = new LinkedHashMap<>();

    private CacheHitBenchmark(EmbeddedRedis redis, String millis) {
        this.redis = redis;
        this.millis = millis;
    }

    /** Of one run. */
    private record Figures(double one, double cpuOfOne, double four, double cpuOfFour, double bytes) {
        static Figures of(String line) {
            double[] numbers =
                    Stream.of(line.split(" ")).mapToDouble(Double::parseDouble).toArray();
            return new Figures(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
        }
    }

    public static void main(String[] arguments) throws Exception {
        Measure measure = Measure.of(arguments);
        try (EmbeddedRedis redis = EmbeddedRedis.start(EmbeddedRedisSettings.temporary())) {
            new CacheHitBenchmark(redis, System.getProperty("openpolicy.measure.millis", "500")).run(measure.pairs());
        }
    }

    private void run(int pairs) throws Exception {
        for (int i = 0; i < pairs; i++) {
            List<String> turn = i % 2 == 0 ? CACHES : CACHES.reversed();
            for (String each : turn) {
                figures.computeIfAbsent(each, name -> new ArrayList<>()).add(measured(each));
            }
        }
        for (String each : CACHES) {
            tell(each);
        }
        beside("alone", "timed");
        beside("alone", "bare");
        beside("redis", "jetcache");
    }

    private Figures measured(String cache) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m"));
        Optional.ofNullable(System.getProperty("java.util.logging.config.file"))
                .ifPresent(file -> command.add("-Djava.util.logging.config.file=" + file));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), HitProgram.class.getName(), cache));
        command.addAll(List.of(Integer.toString(redis.port()), redis.password(), millis));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = process.inputReader()) {
            String line = said.lines().reduce("", (before, last) -> last);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(cache + " ended with " + process.exitValue());
            }
            return Figures.of(line);
        }
    }

    private void tell(String cache) {
        List<Double> bytes = figures.getOrDefault(cache, List.of()).stream()
                .map(Figures::bytes)
                .toList();
        System.out.printf(Locale.ROOT, "%s: %.2f bytes for each hit%n", cache, Pairs.median(bytes));
    }

    private void beside(String a, String b) {
        beside("one thread", a, b, Figures::one);
        beside("one thread, CPU", a, b, Figures::cpuOfOne);
        beside("four threads", a, b, Figures::four);
        beside("four threads, CPU", a, b, Figures::cpuOfFour);
    }

    private void beside(String what, String a, String b, ToDoubleFunction<Figures> figure) {
        List<Figures> ofA = figures.getOrDefault(a, List.of());
        List<Figures> ofB = figures.getOrDefault(b, List.of());
        Pairs pairs = new Pairs();
        for (int i = 0; i < ofA.size(); i++) {
            pairs.add(figure.applyAsDouble(ofA.get(i)), figure.applyAsDouble(ofB.get(i)));
        }
        System.out.println(what + ": " + pairs.told(a, b, "ns"));
    }
}

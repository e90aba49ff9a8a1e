// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Mixed reads that come at a given rate whether or not earlier ones are answered, the limiter on: how long they take,
 * whether any fails, what memory the server holds meanwhile.
 */
final class LoadBenchmark {
    /** More than the server works on at once, so that the server's own queue is measured and not the client's. */
    private static final int CONNECTIONS = 64;

    private static final Pattern PAUSE = Pattern.compile("Pause (?!Full \\(System).* ([0-9.]+)ms$");

    private final Measure measure;
    private final Program server;
    private final Path collections;

    private LoadBenchmark(Measure measure, Program server, Path collections) {
        this.measure = measure;
        this.server = server;
        this.collections = collections;
    }

    public static void main(String[] arguments) throws Exception {
        Measure measure = Measure.of(arguments);
        try (Served served = Served.in(measure.place())) {
            Path collections = served.place().resolve("gc.log");
            try (Program server = served.server(measure, List.of("-Xlog:gc:file=" + collections))) {
                new LoadBenchmark(measure, server, collections).run(served.engine());
            }
        }
    }

    private void run(ProcessHandle engine) throws Exception {
        Mix mix = Mix.of(server);
        System.out.println(measure + ", of a hundred " + mix.shares());
        Callers callers = new Callers(server.port(), CONNECTIONS);
        System.out.print("warm, ");
        tellFaults(callers.open(mix.asks(), measure.rate(), measure.warm()));
        try (Inside inside = server.inside();
                Meter meter = new Meter(server, engine)) {
            double live = inside.liveMebibytes();
            int pausesBefore = pauses().size();
            Resident resident = Resident.of(server.handle().pid());
            Meter.Measured measured = meter.measure(() -> callers.open(mix.asks(), measure.rate(), measure.phase()));
            resident.close();
            tell(measured);
            System.out.println("server, resident: " + resident.told());
            tellPauses(pauses().subList(pausesBefore, pauses().size()));
            System.out.printf(
                    Locale.ROOT, "live in its heap: %.1f MiB before, %.1f MiB after%n", live, inside.liveMebibytes());
        }
    }

    private static void tell(Meter.Measured measured) {
        tellFaults(measured.outcome());
        tell("all", measured.outcome().all());
        measured.outcome().byKind().forEach(LoadBenchmark::tell);
        System.out.printf(
                Locale.ROOT,
                "for each: CPU %.0f us of the server and %.0f us of PostgreSQL, %.1f KiB allocated, %.1f KiB of body%n",
                measured.cost().serverMicros(),
                measured.cost().databaseMicros(),
                measured.cost().kibibytes(),
                measured.outcome().bytesEach() / 1024);
    }

    private static void tellFaults(Outcome outcome) {
        System.out.printf("%d requests, errors: %s%n", outcome.count(), outcome.faults());
    }

    private static void tell(String what, Times times) {
        System.out.printf(
                Locale.ROOT,
                "%s: %d, p50 %.2f ms, p99 %.2f ms, p99.9 %.2f ms, longest %.2f ms%n",
                what,
                times.count(),
                times.millis(0.5),
                times.millis(0.99),
                times.millis(0.999),
                times.millis(1));
    }

    private static void tellPauses(List<Double> pauses) {
        System.out.printf(
                Locale.ROOT,
                "pauses of its collector: %d, longest %.1f ms, together %.1f ms%n",
                pauses.size(),
                pauses.stream().mapToDouble(Double::doubleValue).max().orElse(0),
                pauses.stream().mapToDouble(Double::doubleValue).sum());
    }

    private List<Double> pauses() throws IOException {
        List<Double> pauses = new ArrayList<>();
        for (String line : Files.readAllLines(collections)) {
            Matcher pause = PAUSE.matcher(line);
            if (pause.find()) {
                pauses.add(Double.parseDouble(pause.group(1)));
            }
        }
        return pauses;
    }
}

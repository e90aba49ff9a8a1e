// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import ca.openpolicy.embedded.EmbeddedPostgres;
import ca.openpolicy.embedded.EmbeddedPostgresSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * To the first row over two shards, each in a JVM of its own: ours beside ShardingSphere, over pools that have
 * connected, and from nothing.
 */
final class ShardStartBenchmark {
    private static final int SHARDS = 2;

    private final EmbeddedPostgres postgres;

    private ShardStartBenchmark(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    /** Milliseconds, from nothing and over pools that have connected. */
    private record Figures(double wall, double cpu, double connectedWall, double connectedCpu) {}

    public static void main(String[] arguments) throws Exception {
        Measure measure = Measure.of(arguments);
        try (EmbeddedPostgres postgres =
                EmbeddedPostgres.start(EmbeddedPostgresSettings.temporary().withDurability(false))) {
            try (Things things = Things.on(postgres, SHARDS);
                    RoutedByUs ours = RoutedByUs.over(things.pools()).prepared()) {
                System.out.println(ours.name(things.ids().getFirst()) + " is there");
            }
            new ShardStartBenchmark(postgres).run(measure.pairs());
        }
    }

    private void run(int pairs) throws Exception {
        List<Figures> ours = new ArrayList<>();
        List<Figures> sphere = new ArrayList<>();
        for (int i = 0; i < pairs; i++) {
            if (i % 2 == 0) {
                ours.add(measured("shards"));
                sphere.add(measured("sphere"));
            } else {
                sphere.add(measured("sphere"));
                ours.add(measured("shards"));
            }
        }
        tell("over pools that have connected", ours, sphere, Figures::connectedWall);
        tell("over pools that have connected, CPU", ours, sphere, Figures::connectedCpu);
        tell("from nothing", ours, sphere, Figures::wall);
        tell("from nothing, CPU", ours, sphere, Figures::cpu);
    }

    private static void tell(String what, List<Figures> ours, List<Figures> sphere, ToDoubleFunction<Figures> figure) {
        Pairs pairs = new Pairs();
        for (int i = 0; i < ours.size(); i++) {
            pairs.add(figure.applyAsDouble(ours.get(i)), figure.applyAsDouble(sphere.get(i)));
        }
        System.out.println("to the first row " + what + ": " + pairs.told("shards", "ShardingSphere", "ms"));
    }

    private Figures measured(String whose) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m"));
        Optional.ofNullable(System.getProperty("java.util.logging.config.file"))
                .ifPresent(file -> command.add("-Djava.util.logging.config.file=" + file));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ShardStartProgram.class.getName(), whose));
        command.addAll(List.of(postgres.user(), postgres.password()));
        for (int shard = 0; shard < SHARDS; shard++) {
            command.add(postgres.jdbcUrl(Things.database(SHARDS, shard)));
        }
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = process.inputReader()) {
            String line = said.lines().reduce("", (before, last) -> last);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(whose + " ended with " + process.exitValue());
            }
            double[] numbers =
                    Stream.of(line.split(" ")).mapToDouble(Double::parseDouble).toArray();
            return new Figures(numbers[0], numbers[1], numbers[2], numbers[3]);
        }
    }
}

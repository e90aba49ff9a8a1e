// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** How long the server takes from its start to ready on data that is there, and what memory it holds when idle. */
final class StartBenchmark {
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final int IDLE_SECONDS = 5;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Path data;

    private StartBenchmark(Path data) {
        this.data = data;
    }

    private record Measured(double readySeconds, double serverMebibytes, double postgresMebibytes) {}

    public static void main(String[] arguments) throws Exception {
        int times = arguments.length == 0 ? 15 : Integer.parseInt(arguments[0]);
        Path data = Files.createTempDirectory("openpolicy-start");
        try {
            StartBenchmark benchmark = new StartBenchmark(data);
            benchmark.start();
            List<Measured> all = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                all.add(benchmark.start());
            }
            tell("start to ready", "s", all.stream().map(Measured::readySeconds).toList());
            tell(
                    "server, resident when idle",
                    "MiB",
                    all.stream().map(Measured::serverMebibytes).toList());
            tell(
                    "PostgreSQL, proportional when idle",
                    "MiB",
                    all.stream().map(Measured::postgresMebibytes).toList());
        } finally {
            delete(data);
        }
    }

    private Measured start() throws Exception {
        int port = freePort();
        Process server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        System.getProperty("openpolicy.server.jar", "openpolicy-server/target/openpolicy-server.jar"),
                        "serve",
                        "--port=" + port,
                        "--data-dir=" + data)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            long begin = System.nanoTime();
            while (!ready(port)) {
                if (!server.isAlive() || System.nanoTime() - begin > LONGEST.toNanos()) {
                    throw new IllegalStateException("the server did not become ready");
                }
                TimeUnit.MILLISECONDS.sleep(10);
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            TimeUnit.SECONDS.sleep(IDLE_SECONDS);
            double postgres = server.descendants()
                    .mapToDouble(process -> Proc.proportionalMebibytes(process.pid()))
                    .sum();
            return new Measured(seconds, Proc.residentMebibytes(server.pid()), postgres);
        } finally {
            server.destroy();
            server.waitFor();
        }
    }

    private boolean ready(int port) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/ready"))
                    .timeout(Duration.ofSeconds(2))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static void tell(String what, String unit, List<Double> values) {
        System.out.printf(
                Locale.ROOT,
                "%s: median %.2f %s, largest %.2f (%d starts)%n",
                what,
                Pairs.median(values),
                unit,
                values.stream().mapToDouble(Double::doubleValue).max().orElseThrow(),
                values.size());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path each : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}

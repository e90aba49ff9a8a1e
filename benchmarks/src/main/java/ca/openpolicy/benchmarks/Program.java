// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server in a process of its own, ready to be asked; stopped when closed. */
final class Program implements AutoCloseable {
    /**
     * The same for every server that is compared. Helidon lets nothing be deserialized, not even by the JVM's own
     * agent.
     */
    private static final List<String> FLAGS =
            List.of("-Xmx512m", "-Dhelidon.serialFilter.pattern=java.**;javax.management.**");

    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Ask READY = Ask.get("ready", "/ready");

    private final Process process;
    private final int port;
    private final Path log;

    private Program(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
    }

    /** The server of this project, with settings of its own. */
    static Program server(Path place, List<String> flags, Map<String, String> settings) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("-jar", jar(), "serve"));
        arguments.add("--data-dir=" + place.resolve("server"));
        settings.forEach((name, value) -> arguments.add("--set=" + name + "=" + value));
        int port = freePort();
        arguments.add("--port=" + port);
        return start(place, flags, arguments, port);
    }

    /** Another server of this class path, told its port as the first argument. */
    static Program of(Class<?> main, Path place, List<String> more) throws Exception {
        int port = freePort();
        List<String> arguments = new ArrayList<>(List.of("-classpath", System.getProperty("java.class.path")));
        arguments.addAll(List.of(main.getName(), Integer.toString(port)));
        arguments.addAll(more);
        return start(place, List.of(), arguments, port);
    }

    /** Which settings the server has: parts of it may be older than the measurement. */
    static boolean knows(String setting) throws IOException {
        Process config = new ProcessBuilder(java(), "-jar", jar(), "config")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new String(config.getInputStream().readAllBytes(), StandardCharsets.UTF_8).contains("`" + setting + "`");
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** What it says of its memory; the caller closes it. */
    Inside inside() throws IOException {
        return Inside.of(process.pid());
    }

    /** What is answered to a request that must succeed. */
    String get(String path) throws IOException {
        try (Connection connection = new Connection(port)) {
            int status = connection.send(Ask.get("once", path));
            if (status != 200) {
                throw new IllegalStateException(path + " was answered with " + status + ": " + connection.body());
            }
            return connection.body();
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }

    private static Program start(Path place, List<String> flags, List<String> arguments, int port) throws Exception {
        Files.createDirectories(place);
        Path log = Files.createTempFile(place, "server", ".log");
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(FLAGS);
        command.addAll(flags);
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Program program = new Program(process, port, log);
        program.awaitReady();
        return program;
    }

    private void awaitReady() throws Exception {
        long begin = System.nanoTime();
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() - begin > LONGEST.toNanos()) {
                close();
                throw new IllegalStateException("a server did not become ready: " + lastLines());
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private boolean isReady() {
        try (Connection connection = new Connection(port)) {
            return connection.send(READY) == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private String lastLines() throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            List<String> all = lines.toList();
            return String.join("\n", all.subList(Math.max(0, all.size() - 20), all.size()));
        }
    }

    private static String jar() {
        return System.getProperty("openpolicy.server.jar", "openpolicy-server/target/openpolicy-server.jar");
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}

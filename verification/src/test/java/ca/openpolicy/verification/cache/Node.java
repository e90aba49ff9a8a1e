// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.cache;

import static org.awaitility.Awaitility.await;

import ca.openpolicy.verification.ServerProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A {@link CacheNode} in a JVM of its own. */
final class Node implements AutoCloseable {
    private final Process process;
    private final int port;
    private final Lines lines;

    private Node(Process process, int port) {
        this.process = process;
        this.port = port;
        this.lines = Lines.to(port);
    }

    static Process java(Class<?> main, List<String> arguments) throws IOException {
        return java(main, CacheNode.BOUND, arguments);
    }

    private static Process java(Class<?> main, Duration bound, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(ServerProcess.java(
                main.getName(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dbound=" + bound.toMillis()));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    static Node start(List<String> arguments) throws IOException {
        return start(CacheNode.BOUND, arguments);
    }

    static Node start(Duration bound, List<String> arguments) throws IOException {
        Process process = java(CacheNode.class, bound, arguments);
        try (BufferedReader said = process.inputReader()) {
            Node node = new Node(process, Integer.parseInt(said.readLine()));
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> node.ask("follows").equals("true"));
            return node;
        } catch (IOException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /** A connection of its own, for who asks at the same time as others. */
    Lines connection() {
        return Lines.to(port);
    }

    synchronized String ask(String line) {
        return lines.ask(line);
    }

    int get(String key) {
        return Integer.parseInt(ask("get " + key));
    }

    @Override
    public void close() {
        lines.close();
        process.destroyForcibly();
    }
}

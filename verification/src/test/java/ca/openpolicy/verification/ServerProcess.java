// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification;

import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
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
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The server as a process of its own, asked over HTTP. */
public final class ServerProcess implements AutoCloseable {
    private static final Duration REQUEST = Duration.ofSeconds(30);

    /** One that lives for some seconds is at work before the better compiler has paid off. */
    private static final List<String> OPTIONS = RealData.ENDURANCE
            ? List.of("-Xmx512m", "-XX:+EnableDynamicAgentLoading")
            : List.of("-Xmx512m", "-XX:+EnableDynamicAgentLoading", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final Path log;
    private final int port;

    private ServerProcess(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.port = port;
    }

    public static ServerProcess start(Path dataDirectory, String... more) throws IOException {
        return startUnder(List.of(), dataDirectory, more);
    }

    /** Starts what starts the server: a command that takes the server's command as its arguments. */
    public static ServerProcess startUnder(List<String> starter, Path dataDirectory, String... more)
            throws IOException {
        int port = freePort();
        List<String> command = new ArrayList<>(starter);
        command.addAll(java("ca.openpolicy.server.app.Main", OPTIONS.toArray(String[]::new)));
        command.addAll(List.of("serve", "--no-rate-limit", "--port=" + port, "--data-dir=" + dataDirectory));
        command.addAll(List.of(more));
        Path log = Files.createTempFile("server", ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new ServerProcess(process, log, port);
    }

    /** The command that runs a main class of this class path. */
    public static List<String> java(String main, String... options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        return command;
    }

    /** Waits; a server that does not become ready is taken away. */
    public ServerProcess awaitReady(Duration limit) throws IOException {
        try {
            awaitMoment(limit, server -> server.status("/ready") == 200);
            return this;
        } catch (RuntimeException failure) {
            close();
            throw failure;
        }
    }

    /** What a server has come to. */
    public interface Moment {
        boolean has(ServerProcess server) throws Exception;
    }

    /** Looks often, so that a short moment is not missed. */
    public void awaitMoment(Duration limit, Moment moment) {
        await().atMost(limit).pollInterval(Duration.ofMillis(20)).until(() -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("the server ended:\n" + log());
            }
            return moment.has(this);
        });
    }

    public int status(String path) throws InterruptedException {
        try {
            return send(path).statusCode();
        } catch (IOException notYet) {
            return 0;
        }
    }

    /** What the import says of itself; nothing while the server does not say anything. */
    String importState() throws InterruptedException {
        try (JsonReader reader =
                Json.createReader(new StringReader(send("/ready").body()))) {
            return reader.readObject().getJsonArray("checks").getValuesAs(JsonObject.class).stream()
                    .filter(each -> each.getString("name").equals("import"))
                    .map(each -> each.getJsonObject("data").getString("state"))
                    .findFirst()
                    .orElse("");
        } catch (IOException notYet) {
            return "";
        }
    }

    public JsonObject get(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = send(path);
        if (response.statusCode() != 200) {
            throw new IllegalStateException(path + " answers " + response.statusCode() + ": " + response.body());
        }
        try (JsonReader reader = Json.createReader(new StringReader(response.body()))) {
            return reader.readObject();
        }
    }

    /** Every item of a list, by following next. */
    public List<JsonObject> all(String path) throws IOException, InterruptedException {
        List<JsonObject> items = new ArrayList<>();
        String next = path + (path.contains("?") ? "&" : "?") + "limit=500";
        while (!next.isEmpty()) {
            JsonObject answer = get(next);
            items.addAll(answer.getJsonArray("data").getValuesAs(JsonObject.class));
            next = answer.getJsonObject("page").getString("next", "");
        }
        return items;
    }

    public long total(String path) throws IOException, InterruptedException {
        String separator = path.contains("?") ? "&" : "?";
        return get(path + separator + "limit=1&count=true")
                .getJsonObject("page")
                .getJsonNumber("total")
                .longValueExact();
    }

    /** What was started, and all that it started in turn. */
    public List<ProcessHandle> processes() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
    }

    public int port() {
        return port;
    }

    /** The number of the server's own process, not of its starter. */
    public long pid() {
        return process.pid();
    }

    public String log() throws IOException {
        return Files.readString(log);
    }

    /** What it ended with; waits until it has. */
    int exit() throws InterruptedException {
        return process.waitFor();
    }

    /** Takes the process away as a power cut would. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("the server did not stop within 30 s:\n" + log());
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } finally {
            client.close();
            Files.deleteIfExists(log);
        }
    }

    private HttpResponse<String> send(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port + path);
        return client.send(HttpRequest.newBuilder(uri).timeout(REQUEST).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}

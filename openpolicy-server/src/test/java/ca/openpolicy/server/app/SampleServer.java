// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ca.openpolicy.server.Settings;
import ca.openpolicy.server.Settings.Origin;
import ca.openpolicy.server.frame.HttpFrame;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One server of the sample parliament for all tests that only read. */
final class SampleServer implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final Path directory;
    private final Teardown teardown;
    private final HttpFrame frame;

    private SampleServer() throws IOException {
        directory = Files.createTempDirectory("sample-server");
        teardown = Teardown.atExit();
        Origin given = new Origin(
                Map.ofEntries(
                        Map.entry("server.port", "0"),
                        Map.entry("data.dir", directory.resolve("data").toString()),
                        Map.entry("database.binaries-dir", binaries().toString()),
                        Map.entry("api.ready-age", "0s"),
                        Map.entry("database.deadline", "30s"),
                        Map.entry("server.answer-timeout", "60s"),
                        Map.entry("log.access", "false"),
                        Map.entry("limit.enabled", "false"),
                        Map.entry("server.stop-delay", "0s"),
                        Map.entry("database.acquire-timeout", "30s"),
                        Map.entry("shards.heat-interval", "1s"),
                        Map.entry("events.follow-time", "1s")),
                "in the test");
        frame = new Server(Settings.read(AppSettings.all(), List.of(given)), teardown).start();
        teardown.started();
        await().atMost(Duration.ofMinutes(3)).until(() -> get("/ready").statusCode() == 200);
    }

    /** One of its own for a test that writes, who closes it. */
    static SampleServer own() {
        try {
            return new SampleServer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The secret of those who may write. */
    String token() {
        try {
            return Files.readString(directory.resolve("data").resolve("operator.token"))
                    .strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Unpacked once for all tests of this module. */
    static Path binaries() {
        return Path.of("target", "postgres-binaries").toAbsolutePath();
    }

    HttpResponse<String> get(String path) {
        return send("GET", path);
    }

    HttpResponse<String> send(String method, String path, String... headers) {
        return send(method, path, HttpRequest.BodyPublishers.noBody(), BodyHandlers.ofString(), headers);
    }

    /** What goes with a request of somebody who may write. */
    String bearer() {
        try {
            return "Bearer "
                    + Files.readString(directory.resolve("data").resolve("operator.token"))
                            .strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    HttpResponse<byte[]> bytes(String path, String... headers) {
        return send("GET", path, HttpRequest.BodyPublishers.noBody(), BodyHandlers.ofByteArray(), headers);
    }

    /** Headers are names and values in turn. */
    <T> HttpResponse<T> send(
            String method,
            String path,
            HttpRequest.BodyPublisher body,
            HttpResponse.BodyHandler<T> handler,
            String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + frame.port() + path))
                .timeout(Duration.ofSeconds(60))
                .method(method, body);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            return client.send(request.build(), handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    JsonObject json(String path) {
        HttpResponse<String> response = get(path);
        assertThat(response.statusCode()).as(path + ": " + response.body()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        return parse(response.body());
    }

    JsonObject problem(String path, int status) {
        HttpResponse<String> response = get(path);
        assertThat(response.statusCode()).as(path + ": " + response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonObject problem = parse(response.body());
        assertThat(problem).containsOnlyKeys("type", "title", "status", "detail", "instance", "trace_id", "errors");
        assertThat(problem.getInt("status")).isEqualTo(status);
        return problem;
    }

    JsonObject one(String path) {
        return json(path).getJsonObject("data");
    }

    JsonArray list(String path) {
        return json(path).getJsonArray("data");
    }

    List<String> keys(String path) {
        return list(path).getValuesAs(JsonObject.class).stream()
                .map(each -> each.getString("key"))
                .toList();
    }

    int total(String path) {
        String join = path.contains("?") ? "&" : "?";
        return json(path + join + "count=true&limit=1").getJsonObject("page").getInt("total");
    }

    /** All rows of a list, by following its links. */
    List<JsonValue> following(String path) {
        List<JsonValue> all = new ArrayList<>();
        JsonValue next = Json.createValue(path);
        while (next instanceof JsonString link) {
            JsonObject page = json(link.getString());
            all.addAll(page.getJsonArray("data"));
            next = page.getJsonObject("page").get("next");
        }
        return all;
    }

    static JsonObject parse(String body) {
        try (JsonReader reader = Json.createReader(new StringReader(body))) {
            return reader.readObject();
        }
    }

    @Override
    public void close() throws IOException {
        teardown.close();
        client.close();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    /** Hands the one server to tests, and closes it after the last. */
    static final class Shared implements ParameterResolver {
        private static final ExtensionContext.Namespace HERE = ExtensionContext.Namespace.create(SampleServer.class);

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == SampleServer.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(HERE)
                    .computeIfAbsent(SampleServer.class, key -> own(), SampleServer.class);
        }
    }
}

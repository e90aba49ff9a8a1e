// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.server.Mount;
import ca.openpolicy.server.Settings;
import ca.openpolicy.server.Settings.Origin;
import io.helidon.webserver.http.HttpService;
import io.opentelemetry.api.OpenTelemetry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A frame around a few services, at a free port, with short deadlines unless a test sets them. */
final class FrameUnderTest implements AutoCloseable {
    static final String SECRET = "correct-horse-battery-staple-0123456789";

    private static final Map<String, String> USUAL = Map.of(
            "server.port", "0",
            "server.stop-delay", "0s",
            "server.stop-grace", "2s",
            "limit.enabled", "false",
            "server.linger-timeout", "100ms",
            "log.access", "false");

    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpFrame frame;
    private final int port;

    private FrameUnderTest(HttpFrame frame) {
        this.frame = frame;
        this.port = frame.port();
    }

    static Builder with(String... settings) {
        return new Builder().set(settings);
    }

    /** What a test wants of it. */
    static final class Builder {
        private final Map<String, String> settings = new HashMap<>(USUAL);
        private final List<Mount> mounts = new ArrayList<>();
        private List<HealthCheck> checks = List.of();
        private OpenTelemetry telemetry = OpenTelemetry.noop();
        private Optional<OperatorToken> operator = Optional.of(OperatorToken.of(SECRET));

        Builder set(String... namesAndValues) {
            for (int i = 0; i < namesAndValues.length; i += 2) {
                settings.put(namesAndValues[i], namesAndValues[i + 1]);
            }
            return this;
        }

        Builder serving(String path, HttpService service) {
            mounts.add(new Mount(path, service));
            return this;
        }

        Builder mounting(List<Mount> more) {
            mounts.addAll(more);
            return this;
        }

        Builder checking(List<HealthCheck> wanted) {
            checks = wanted;
            return this;
        }

        Builder telling(OpenTelemetry wanted) {
            telemetry = wanted;
            return this;
        }

        Builder withoutOperator() {
            operator = Optional.empty();
            return this;
        }

        FrameSettings settings() {
            return FrameSettings.of(
                    Settings.read(FrameSettings.SETTINGS, List.of(new Origin(settings, "in the test"))));
        }

        FrameUnderTest listen() {
            Surroundings around = new Surroundings(
                    () -> checks,
                    Duration.ZERO,
                    () -> operator,
                    telemetry,
                    () -> "figures 1\n".getBytes(StandardCharsets.UTF_8),
                    Ambient.system());
            return new FrameUnderTest(HttpFrame.of(settings(), mounts, around).listen());
        }
    }

    int port() {
        return port;
    }

    HttpFrame frame() {
        return frame;
    }

    HttpResponse<String> get(String path, String... headers) throws Exception {
        return send(path, request -> headers.length == 0 ? request : request.headers(headers));
    }

    HttpResponse<String> send(String path, UnaryOperator<HttpRequest.Builder> how) throws Exception {
        return client.send(how.apply(request(path)).build(), BodyHandlers.ofString());
    }

    HttpClient client() {
        return client;
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(Duration.ofSeconds(20));
    }

    /** What no client would send; the answer is read until the server closes the connection. */
    String raw(String request) throws IOException {
        try (Socket socket = connect()) {
            send(socket, request);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
        socket.setSoTimeout(20_000);
        return socket;
    }

    static void send(Socket socket, String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    @Override
    public void close() {
        client.close();
        frame.close();
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.Archive;
import ca.openpolicy.core.ForgottenException;
import ca.openpolicy.core.UnavailableException;
import ca.openpolicy.server.ApiSettings;
import ca.openpolicy.server.Known;
import ca.openpolicy.server.Replies;
import ca.openpolicy.server.Services;
import ca.openpolicy.server.Settings;
import ca.openpolicy.server.Settings.Origin;
import ca.openpolicy.server.app.Contract.Operation;
import ca.openpolicy.server.frame.FrameSettings;
import ca.openpolicy.server.frame.HttpFrame;
import ca.openpolicy.server.frame.Surroundings;
import io.opentelemetry.api.OpenTelemetry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Has a server refuse what no client of good will sends, and answer when its archive does not. */
final class Refusals {
    private static final String BILLS = "/api/v1/bills";
    private static final String USUAL_HEAD = "Host: localhost\r\nConnection: close\r\n\r\n";
    private static final Map<String, String> USUAL = Map.of(
            "server.port", "0",
            "server.stop-delay", "0s",
            "server.head-timeout", "300ms",
            "log.access", "false");

    private final Contract contract;
    private final Seen seen;

    Refusals(Contract contract, Seen seen) {
        this.contract = contract;
        this.seen = seen;
    }

    void run() throws IOException {
        RuntimeException away =
                new UnavailableException("away", Duration.ofSeconds(2), new IllegalStateException("away"));
        try (HttpFrame frame = frame(away, "limit.per-minute", "8")) {
            ask(frame, "GET", "GET " + BILLS + " HTTP/1.1\r\n");
            ask(frame, "GET", "GET " + BILLS + "?name=" + "a".repeat(9_000) + " HTTP/1.1\r\n");
            ask(frame, "GET", "GET " + BILLS + " HTTP/1.1\r\nX-Large: " + "a".repeat(17_000) + "\r\n");
            ask(frame, "POST", "POST " + BILLS + " HTTP/1.1\r\n");
            ask(frame, "POST", "POST " + BILLS + " HTTP/1.1\r\nContent-Length: 2000000\r\n");
            ask(frame, "GET", "GET " + BILLS + " HTTP/1.1\r\nHost: localhost\r\nX-Never-Ends: ", "");
            for (int i = 0; i < 8; i++) {
                ask(frame, "GET", "GET " + BILLS + " HTTP/1.1\r\n");
            }
        }
        try (HttpFrame frame = frame(new IllegalStateException("broken for this test"), "server.read-only", "true")) {
            ask(frame, "GET", "GET " + BILLS + " HTTP/1.1\r\n");
            ask(frame, "POST", "POST " + BILLS + " HTTP/1.1\r\nContent-Length: 0\r\n");
        }
        forgotten();
    }

    /** What is kept no more. */
    private void forgotten() throws IOException {
        try (HttpFrame frame = frame(new ForgottenException("what happened", "s0:7"), "server.read-only", "true")) {
            for (String path : List.of("/api/v1/changes", "/api/v1/changes/events")) {
                for (String method : List.of("GET", "HEAD")) {
                    Operation operation = contract.operation(method, path).orElseThrow();
                    ask(frame, operation, method + " " + path + " HTTP/1.1\r\n", USUAL_HEAD);
                }
            }
        }
    }

    private static HttpFrame frame(RuntimeException fault, String setting, String value) {
        Map<String, String> values = new HashMap<>(USUAL);
        values.put(setting, value);
        Settings settings = Settings.read(FrameSettings.SETTINGS, List.of(new Origin(values, "in the test")));
        Supplier<Archive> archive = () -> {
            throw fault;
        };
        ApiSettings api = ApiSettings.defaults();
        Known known = new Known(archive, Ambient.system().clock(), Duration.ofSeconds(1));
        Surroundings around = new Surroundings(
                List::of, Duration.ZERO, Optional::empty, OpenTelemetry.noop(), () -> new byte[0], Ambient.system());
        return HttpFrame.of(
                        FrameSettings.of(settings),
                        Services.of(
                                Server.resources(
                                        () -> {
                                            throw fault;
                                        },
                                        () -> {
                                            throw fault;
                                        },
                                        Duration.ZERO),
                                archive,
                                known,
                                api,
                                Replies.unkept()),
                        around)
                .listen();
    }

    private void ask(HttpFrame frame, String method, String head) throws IOException {
        ask(frame, method, head, USUAL_HEAD);
    }

    private void ask(HttpFrame frame, String method, String head, String rest) throws IOException {
        ask(frame, contract.operation(method, BILLS).orElseThrow(), head, rest);
    }

    private void ask(HttpFrame frame, Operation operation, String head, String rest) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), frame.port())) {
            socket.setSoTimeout(20_000);
            String request = head + rest;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            String raw = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            String shown = head.substring(0, Math.min(60, head.length())).strip();
            seen.note(operation, shown, Answered.parse(raw), List.of());
        }
    }
}

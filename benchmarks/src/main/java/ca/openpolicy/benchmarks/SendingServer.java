// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A bare Helidon handler that sends bytes that it has: as little as can be done. */
final class SendingServer {
    private final BillBodies bills;
    private final Map<String, byte[]> bodies = new ConcurrentHashMap<>();

    private SendingServer(BillBodies bills) {
        this.bills = bills;
    }

    public static void main(String[] arguments) throws IOException {
        SendingServer server = new SendingServer(BillBodies.of(arguments));
        WebServer.builder()
                .host("127.0.0.1")
                .port(Integer.parseInt(arguments[0]))
                .connectionOptions(options -> options.tcpNoDelay(true))
                .routing(routing -> routing.get("/ready", (request, response) -> response.send("ready"))
                        .get("/api/v1/bills/{jurisdiction}/{session}/{number}", server::send))
                .build()
                .start();
    }

    private void send(ServerRequest request, ServerResponse response) {
        byte[] body = bodies.computeIfAbsent(
                request.prologue().uriPath().rawPath(),
                path -> bills.get(part(request, "jurisdiction"), part(request, "session"), part(request, "number")));
        response.header(HeaderNames.CONTENT_TYPE, "application/json");
        response.send(body);
    }

    private static String part(ServerRequest request, String name) {
        return request.path().pathParameters().get(name);
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.server.Kept;
import ca.openpolicy.server.Mount;
import ca.openpolicy.server.ProblemException;
import io.helidon.common.socket.SocketOptions;
import io.helidon.webserver.ErrorHandling;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** The interface: everything that is declared, at an address. */
public final class HttpFrame implements AutoCloseable {
    private final HttpSettings settings;
    private final WebServer server;

    private HttpFrame(HttpSettings settings, WebServer server) {
        this.settings = settings;
        this.server = server;
    }

    /**
     * Puts the interface together; nothing listens yet.
     *
     * @param http where it is to listen, and the bounds
     * @param services what is served
     * @param dependencies asks what must be well before the server is ready
     * @param readyAge how long an answer about readiness is believed before the engines are asked again
     * @param ambient the clock, and chance for trace ids
     * @return the interface
     */
    public static HttpFrame of(
            HttpSettings http,
            List<Mount> services,
            Supplier<List<Dependency>> dependencies,
            Duration readyAge,
            Ambient ambient) {
        HttpRouting.Builder routing = HttpRouting.builder();
        ProblemAnswers problems = new ProblemAnswers(ambient.random());
        problems.register(routing);
        services.forEach(each -> routing.register(each.path(), each.service()));
        routing.register(new HealthService(new Kept<>(dependencies, ambient.clock(), readyAge)::get));
        routing.any((request, response) -> {
            throw ProblemException.notFound(
                    "nothing is at " + request.prologue().uriPath().rawPath());
        });
        return new HttpFrame(http, config(http, routing, problems).build());
    }

    /**
     * Begins to listen.
     *
     * @return this, listening; whoever asked for it closes it
     * @throws PortTakenException if the address is not to be had
     */
    public HttpFrame listen() {
        try {
            server.start();
            return this;
        } catch (RuntimeException e) {
            throw PortTakenException.at(settings, e);
        }
    }

    /**
     * The port.
     *
     * @return the one that is listened at
     */
    public int port() {
        return server.port();
    }

    /** Stops listening, after the requests that are being answered, or the grace. */
    @Override
    public void close() {
        server.stop();
    }

    private static WebServerConfig.Builder config(
            HttpSettings http, HttpRouting.Builder routing, ProblemAnswers problems) {
        return WebServerConfig.builder()
                .host(http.host())
                .port(http.port())
                .backlog(http.backlog())
                .maxTcpConnections(http.maxConnections())
                .maxConcurrentRequests(http.maxConcurrentRequests())
                .maxPayloadSize(http.maxBodyBytes())
                .idleConnectionTimeout(http.idleTimeout())
                .idleConnectionPeriod(http.idleTimeout().dividedBy(2))
                .shutdownGracePeriod(http.stopGrace())
                .shutdownHook(false)
                .connectionOptions(
                        SocketOptions.builder().readTimeout(http.readTimeout()).buildPrototype())
                .protocolsDiscoverServices(false)
                .addProtocol(Http1Config.builder()
                        .maxPrologueLength(http.maxPrologueBytes())
                        .maxHeadersSize(http.maxHeaderBytes())
                        .build())
                .directHandlers(problems.direct())
                .errorHandling(ErrorHandling.builder().includeEntity(true).build())
                .routing(routing);
    }
}

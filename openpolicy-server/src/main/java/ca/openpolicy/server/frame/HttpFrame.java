// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import ca.openpolicy.server.Mount;
import ca.openpolicy.server.ProblemException;
import io.helidon.webserver.ErrorHandling;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.opentelemetry.api.metrics.Meter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** The interface: everything that is declared, at an address. */
public final class HttpFrame implements AutoCloseable {
    private static final String SCOPE = "ca.openpolicy.server";

    private final HttpSettings settings;
    private final Guards guards;
    private final AtomicBoolean stopping;
    private final WebServer server;

    private HttpFrame(HttpSettings settings, Guards guards, AtomicBoolean stopping, WebServer server) {
        this.settings = settings;
        this.guards = guards;
        this.stopping = stopping;
        this.server = server;
    }

    /**
     * Puts the interface together; nothing listens yet.
     *
     * @param settings where it is to listen, and all bounds
     * @param services what is served
     * @param around the program that it is part of
     * @return the interface
     */
    public static HttpFrame of(FrameSettings settings, List<Mount> services, Surroundings around) {
        HttpSettings http = settings.http();
        AtomicBoolean stopping = new AtomicBoolean();
        Guards guards = new Guards(http.deadlines(), http.maxConnections());
        Meter meter = around.telemetry().getMeter(SCOPE);
        HttpMetrics metrics = new HttpMetrics(meter, guards::count);
        Exchanges exchanges = exchanges(settings, around, metrics);
        AnswerHeaders headers = new AnswerHeaders(http.strictTransport(), stopping::get);
        ProblemAnswers problems = new ProblemAnswers();
        HttpRouting.Builder routing = HttpRouting.builder();
        problems.register(routing);
        routing.addFilter(new ExchangeFilter(exchanges, headers)).addFilter(new RefusalFilter(problems));
        filters(settings, around, metrics).forEach(routing::addFilter);
        services.forEach(each -> routing.register(each.path(), each.service()));
        routing.register(new HealthService(
                new Health(around.checks(), around.ambient().clock(), around.readyAge(), stopping::get)));
        routing.register(new MetricsService(around.metrics()));
        routing.any((request, response) -> {
            throw ProblemException.notFound(
                    "nothing is at " + request.prologue().uriPath().rawPath());
        });
        WebServer server = config(http)
                .addConnectionSelector(selector(http, exchanges, guards))
                .directHandlers(new DirectAnswers(exchanges, headers).forEverything())
                .routing(routing)
                .build();
        return new HttpFrame(http, guards, stopping, server);
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
            guards.start();
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

    /**
     * Stops: first it says that it is not ready and that its answers are the last ones, then it listens no more, and
     * ends when the requests that are being answered are done, or after the grace.
     */
    @Override
    public void close() {
        if (stopping.getAndSet(true)) {
            return;
        }
        if (server.isRunning()) {
            pause();
        }
        server.stop();
        guards.close();
    }

    private void pause() {
        try {
            new CountDownLatch(1).await(settings.stopDelay().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Exchanges exchanges(FrameSettings settings, Surroundings around, HttpMetrics metrics) {
        List<ExchangeObserver> observers = new ArrayList<>(List.of(metrics));
        if (settings.log().access()) {
            observers.add(new AccessLog(settings.log().maxFieldCharacters()));
        }
        return new Exchanges(
                around.ambient(),
                around.telemetry().getTracer(SCOPE),
                new Proxies(settings.http().trustedProxies()),
                observers);
    }

    /**
     * In their order. Outermost, before these, is what every answer has and sees how it ends, then what answers
     * refusals. Then: an address that can be read in two ways is refused before anything is decided by it. Pages of
     * other sites may see refusals too, and their browsers ask before they have a token. Then who asks; and how often,
     * before a wrong token is refused, so that tokens are not tried without end. Only what will be worked on takes a
     * place.
     */
    private static List<Filter> filters(FrameSettings settings, Surroundings around, HttpMetrics metrics) {
        List<Filter> filters = new ArrayList<>();
        filters.add(new PathFilter());
        filters.add(new CorsFilter(settings.cors()));
        filters.add(new IdentityFilter(around.operator()));
        if (settings.quota().enabled()) {
            filters.add(new QuotaFilter(settings.quota(), around.ambient().random(), metrics::decided));
        }
        filters.add(new PermissionFilter(settings.http().readOnly()));
        filters.add(new PlacesFilter(settings.http().maxConcurrentRequests()));
        return filters;
    }

    /** HTTP/1.1 and nothing else; the guard is around each connection. */
    private static GuardedSelector selector(HttpSettings http, Exchanges exchanges, Guards guards) {
        Http1Config protocol = Http1Config.builder()
                .maxPrologueLength(http.maxPrologueBytes())
                .maxHeadersSize(http.maxHeaderBytes())
                .validateResponseHeaders(true)
                .addReceiveListener(new HeadListener(exchanges, http.maxHeaders()))
                .addSendListener(new AnswerListener())
                .build();
        return new GuardedSelector(
                Http1ConnectionSelector.builder().config(protocol).build(), guards);
    }

    /** What Helidon bounds by itself is left to it; a connection has one request at a time. */
    private static WebServerConfig.Builder config(HttpSettings http) {
        return WebServerConfig.builder()
                .host(http.host())
                .port(http.port())
                .backlog(http.backlog())
                .maxTcpConnections(http.maxConnections())
                .maxConcurrentRequests(http.maxConnections())
                .maxPayloadSize(http.maxBodyBytes())
                .shutdownGracePeriod(http.stopGrace())
                .shutdownHook(false)
                .useNio(false)
                .connectionOptions(new TickingOptions())
                .protocolsDiscoverServices(false)
                .errorHandling(ErrorHandling.builder().includeEntity(true).build());
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import ca.openpolicy.core.Ambient;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.ConnectionContext;
import io.opentelemetry.api.trace.Tracer;
import java.util.List;
import java.util.Optional;

/** Begins and ends exchanges, and tells their observers. */
final class Exchanges {
    private final Ambient ambient;
    private final RequestIds ids;
    private final Traces traces;
    private final Proxies proxies;
    private final List<ExchangeObserver> observers;

    Exchanges(Ambient ambient, Tracer tracer, Proxies proxies, List<ExchangeObserver> observers) {
        this.ambient = ambient;
        FastRandom random = new FastRandom(ambient.random());
        this.ids = new RequestIds(random);
        this.traces = new Traces(tracer, random);
        this.proxies = proxies;
        this.observers = List.copyOf(observers);
    }

    Exchange begin(ConnectionContext context, HttpPrologue prologue, Headers headers) {
        return begin(
                headers,
                new Exchange.Asked(
                        prologue.method().text(),
                        prologue.uriPath().rawPath(),
                        proxies.client(context.remotePeer().address(), headers),
                        headers.first(HeaderNames.USER_AGENT).orElse("")));
    }

    /** Of a request whose head could not be read to its end. */
    Exchange unread(Guard guard) {
        Headers none = WritableHeaders.create();
        Optional<HttpPrologue> prologue = guard.prologue();
        return begin(
                none,
                new Exchange.Asked(
                        prologue.map(each -> each.method().text()).orElse(""),
                        prologue.map(each -> each.uriPath().rawPath()).orElse(""),
                        proxies.client(guard.peer(), none),
                        ""));
    }

    void end(Exchange exchange, int status, long bytes, Optional<String> route) {
        exchange.ends(status, bytes, route);
        traces.ended(exchange);
        observers.forEach(each -> each.ended(exchange));
    }

    private Exchange begin(Headers headers, Exchange.Asked asked) {
        Exchange exchange = new Exchange(
                asked,
                ids.of(headers),
                traces.begin(headers, asked),
                ambient.clock().instant());
        observers.forEach(each -> each.began(exchange));
        return exchange;
    }
}

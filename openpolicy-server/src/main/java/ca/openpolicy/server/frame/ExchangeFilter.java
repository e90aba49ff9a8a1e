// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import ca.openpolicy.server.Routes;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.opentelemetry.context.Scope;

/** Gives every answer what every answer has, and sees how each request ends. */
final class ExchangeFilter implements Filter {
    private final Exchanges exchanges;
    private final AnswerHeaders headers;

    ExchangeFilter(Exchanges exchanges, AnswerHeaders headers) {
        this.exchanges = exchanges;
        this.headers = headers;
    }

    @Override
    @SuppressWarnings("try") // the span is current as long as the scope is open
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        Exchange exchange = Exchange.current();
        exchange.reachesFilters();
        Routes.traced(request, exchange.traceId());
        request.streamFilter(BodyStream::new);
        response.beforeSend(() -> {
            closeIfUnasked(request, response);
            headers.put(exchange, response.headers());
        });
        try (Scope scope = exchange.span().makeCurrent()) {
            chain.proceed();
        } catch (CloseConnectionException e) {
            exchange.lost();
            throw e;
        } finally {
            exchanges.end(exchange, response.status().code(), Guard.current().sentBytes(), Routes.matched(request));
        }
        readAway(request);
        Guard.current().answered();
    }

    /** A client that waits to be asked for its body may send it all the same; it must not be taken for a request. */
    private static void closeIfUnasked(RoutingRequest request, RoutingResponse response) {
        if (request.headers().contains(HeaderNames.EXPECT)
                && request.headers().containsToken(HeaderValues.EXPECT_100)
                && !request.continueSent()) {
            response.headers().set(HeaderValues.CONNECTION_CLOSE);
        }
    }

    /** What the route did not read of the body stands between this request and the next. */
    private static void readAway(RoutingRequest request) {
        if (request.content().consumed()) {
            return;
        }
        if (Guard.current().closing()) {
            Guard.current().leavesUnread();
            return;
        }
        try {
            request.content().consume();
        } catch (RequestException e) {
            Guard.current().leavesUnread();
            throw new CloseConnectionException("the body ends badly, and its answer is sent", e);
        }
    }
}

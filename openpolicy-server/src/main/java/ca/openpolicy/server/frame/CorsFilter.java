// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import ca.openpolicy.server.ConstantHeader;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.Optional;

/** Lets pages of other sites ask (CORS), and answers browsers that ask whether they may. Never with credentials. */
final class CorsFilter implements Filter {
    private static final String ALL = "*";
    private static final String READS = "GET, HEAD, OPTIONS";
    private static final String WRITES = READS + ", POST, PUT, PATCH, DELETE";
    private static final String READ_HEADERS =
            "Accept, If-Modified-Since, If-None-Match, X-Request-ID, traceparent, tracestate";
    private static final String WRITE_HEADERS =
            READ_HEADERS + ", Authorization, Content-Type, Idempotency-Key, If-Match";
    private static final String EXPOSED = "ETag, Link, RateLimit, RateLimit-Policy, Retry-After, X-Request-ID";

    private static final Header FOR_ALL = ConstantHeader.of(HeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, ALL);
    private static final Header SHOWN = ConstantHeader.of(HeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);

    private final CorsSettings settings;

    CorsFilter(CorsSettings settings) {
        this.settings = settings;
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        Optional<String> origin = request.headers().first(HeaderNames.ORIGIN);
        response.beforeSend(() -> put(origin, response.headers()));
        if (isPreflight(request)) {
            allow(origin.orElse(""), response.headers());
            response.status(Status.NO_CONTENT_204).send();
        } else {
            chain.proceed();
        }
    }

    private static boolean isPreflight(RoutingRequest request) {
        ServerRequestHeaders headers = request.headers();
        return request.prologue().method().equals(Method.OPTIONS)
                && headers.contains(HeaderNames.ORIGIN)
                && headers.contains(HeaderNames.ACCESS_CONTROL_REQUEST_METHOD);
    }

    private void allow(String origin, ServerResponseHeaders headers) {
        boolean writes = settings.writeOrigins().contains(origin);
        headers.set(HeaderNames.ACCESS_CONTROL_ALLOW_METHODS, writes ? WRITES : READS);
        headers.set(HeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, writes ? WRITE_HEADERS : READ_HEADERS);
        headers.set(
                HeaderNames.ACCESS_CONTROL_MAX_AGE,
                Long.toString(settings.maxAge().toSeconds()));
    }

    /** Where everybody may read, every answer says so, whoever asked: caches keep one for all. */
    private void put(Optional<String> origin, ServerResponseHeaders headers) {
        if (settings.origins().contains(ALL)) {
            headers.set(FOR_ALL);
        } else {
            if (!headers.values(HeaderNames.VARY).contains("Origin")) {
                headers.add(HeaderNames.VARY, "Origin");
            }
            Optional<String> known = origin.filter(this::isKnown);
            if (known.isEmpty()) {
                return;
            }
            headers.set(HeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, known.get());
        }
        headers.set(SHOWN);
    }

    private boolean isKnown(String origin) {
        return settings.origins().contains(origin) || settings.writeOrigins().contains(origin);
    }
}

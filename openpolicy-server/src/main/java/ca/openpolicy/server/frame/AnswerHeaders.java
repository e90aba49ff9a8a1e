// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import ca.openpolicy.server.ConstantHeader;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.WritableHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** What every answer says: its names, how long it took, and how a browser is to treat it. */
final class AnswerHeaders {
    private static final HeaderName RESPONSE_TIME = HeaderNames.create("X-Response-Time");
    private static final HeaderName SERVER_TIMING = HeaderNames.create("Server-Timing");
    private static final HeaderName POLICY = HeaderNames.create("Content-Security-Policy");
    private static final Header FOR_DATA = ConstantHeader.of(POLICY, "default-src 'none'; frame-ancestors 'none'");
    private static final Header FOR_PAGES = ConstantHeader.of(
            POLICY,
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
                    + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    private static final List<Header> ALWAYS = List.of(
            ConstantHeader.of("X-Content-Type-Options", "nosniff"),
            ConstantHeader.of("X-Frame-Options", "DENY"),
            ConstantHeader.of("Referrer-Policy", "no-referrer"));
    private static final long NANOS_IN_A_TENTH = 100_000;

    private final Optional<Header> transport;
    private final BooleanSupplier stopping;

    AnswerHeaders(Optional<Duration> strictTransport, BooleanSupplier stopping) {
        this.transport = strictTransport.map(
                age -> ConstantHeader.of("Strict-Transport-Security", "max-age=" + age.toSeconds()));
        this.stopping = stopping;
    }

    void put(Exchange exchange, WritableHeaders<?> headers) {
        Duration took = exchange.elapsed();
        headers.set(RequestIds.NAME, exchange.requestId());
        headers.set(Traces.TRACEPARENT, Traces.header(exchange.span()));
        headers.set(RESPONSE_TIME, took.toMillis() + "ms");
        headers.set(SERVER_TIMING, "app;dur=" + tenths(took));
        ALWAYS.forEach(headers::set);
        transport.ifPresent(headers::set);
        headers.setIfAbsent(isPage(headers) ? FOR_PAGES : FOR_DATA);
        if (stopping.getAsBoolean()) {
            headers.set(HeaderValues.CONNECTION_CLOSE);
        }
    }

    /** In milliseconds. */
    private static String tenths(Duration took) {
        long tenths = took.toNanos() / NANOS_IN_A_TENTH;
        return tenths / 10 + "." + tenths % 10;
    }

    private static boolean isPage(WritableHeaders<?> headers) {
        return headers.first(HeaderNames.CONTENT_TYPE)
                .filter(type -> type.startsWith("text/html"))
                .isPresent();
    }
}

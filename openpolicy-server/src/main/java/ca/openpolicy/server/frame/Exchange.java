// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import ca.openpolicy.server.Caller;
import io.opentelemetry.api.trace.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** One request and what becomes of it. Of one thread. */
final class Exchange {
    private final Asked asked;
    private final String requestId;
    private final Span span;
    private final Instant at;
    private final long began = System.nanoTime();
    private boolean routed;
    private boolean lost;
    private boolean wrongToken;
    private Caller caller = new Caller.Anonymous();
    private Optional<String> route = Optional.empty();
    private int status;
    private long bytes;
    private Duration took = Duration.ZERO;

    /**
     * What was asked, as far as it could be read.
     *
     * @param method as it came; empty if it could not be read
     * @param path without the query
     * @param client who is at the other end, or who the trusted proxies say is
     * @param userAgent what the client calls itself
     */
    record Asked(String method, String path, ClientAddress client, String userAgent) {}

    Exchange(Asked asked, String requestId, Span span, Instant at) {
        this.asked = asked;
        this.requestId = requestId;
        this.span = span;
        this.at = at;
    }

    static Exchange current() {
        return Guard.current().exchange().orElseThrow(() -> new IllegalStateException("no request has been read"));
    }

    Asked asked() {
        return asked;
    }

    String requestId() {
        return requestId;
    }

    Span span() {
        return span;
    }

    String traceId() {
        return span.getSpanContext().getTraceId();
    }

    Instant at() {
        return at;
    }

    boolean bodiless() {
        return asked.method().equals("HEAD");
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** The filters see it; what they do not see is answered below them. */
    void reachesFilters() {
        routed = true;
    }

    boolean reachedFilters() {
        return routed;
    }

    void calledBy(Caller who) {
        caller = who;
    }

    Caller caller() {
        return caller;
    }

    void presentsWrongToken() {
        wrongToken = true;
    }

    boolean presentedWrongToken() {
        return wrongToken;
    }

    /** The connection ended before the answer did. */
    void lost() {
        lost = true;
    }

    boolean isLost() {
        return lost;
    }

    void ends(int answered, long sent, Optional<String> matched) {
        status = answered;
        bytes = sent;
        route = matched;
        took = elapsed();
    }

    int status() {
        return status;
    }

    long bytes() {
        return bytes;
    }

    /** The declared address that was asked, if any was found. */
    Optional<String> route() {
        return route;
    }

    Duration took() {
        return took;
    }
}

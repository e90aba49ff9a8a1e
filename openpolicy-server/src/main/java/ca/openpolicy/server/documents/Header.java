// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.documents;

import jakarta.json.JsonObject;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** The headers of answers. */
enum Header {
    ETAG("ETag", "The strong validator of exactly this answer.", "\"v7.0hQm3f2bT1x\""),
    LAST_MODIFIED(
            "Last-Modified",
            "When what is answered last changed, if it is one thing.",
            "Thu, 27 Apr 2023 20:15:00 GMT"),
    CACHE_CONTROL(
            "Cache-Control", "How long caches may keep the answer.", "public, max-age=60, stale-while-revalidate=300"),
    VARY("Vary", "The headers of the request on which the answer depends.", "Accept, Accept-Encoding"),
    LINK("Link", "The next and the previous page.", "</api/v1/bills?cursor=Zm9v>; rel=\"next\""),
    LOCATION("Location", "The address to go to.", "/api/v1/bills/ca/44-1/C-11"),
    ALLOW("Allow", "The methods that the address takes.", "GET, HEAD, OPTIONS"),
    RETRY_AFTER("Retry-After", "How many seconds to wait before the next request.", "34"),
    RATE_LIMIT(
            "RateLimit", "What is left of the quota, and the seconds until it is full again.", "\"minute\";r=59;t=60"),
    RATE_LIMIT_POLICY("RateLimit-Policy", "The quotas.", "\"minute\";q=60;w=60, \"hour\";q=1000;w=3600"),
    WWW_AUTHENTICATE("WWW-Authenticate", "How to say who asks.", "Bearer"),
    IDEMPOTENCY_REPLAYED(
            "Idempotency-Replayed",
            "true where the request was carried out before and its answer is told again.",
            "true"),
    X_REQUEST_ID(
            "X-Request-ID",
            "Names the request: the caller's own name for it, or one that was made up.",
            "c0ffee12-0001"),
    X_SOURCE_UPDATED("X-Source-Updated", "When a source was last imported whole.", "2024-12-18T06:00:00Z");

    /** What every answer below {@code /api} can have. */
    static final Set<Header> ALWAYS =
            Collections.unmodifiableSet(EnumSet.of(X_REQUEST_ID, RATE_LIMIT, RATE_LIMIT_POLICY));

    /** What is never left out where it is promised. */
    private static final Set<Header> SURE = EnumSet.of(ETAG, CACHE_CONTROL, VARY, LOCATION, RETRY_AFTER, X_REQUEST_ID);

    private final String wire;
    private final String description;
    private final String example;

    Header(String wire, String description, String example) {
        this.wire = wire;
        this.description = description;
        this.example = example;
    }

    String wire() {
        return wire;
    }

    String description() {
        return description;
    }

    static Set<Header> with(Header... more) {
        Set<Header> all = EnumSet.copyOf(ALWAYS);
        Collections.addAll(all, more);
        return all;
    }

    JsonObject json() {
        return JsonParts.object()
                .add("description", description)
                .add("required", SURE.contains(this))
                .add("schema", JsonParts.object().add("type", "string"))
                .add("example", example)
                .build();
    }
}

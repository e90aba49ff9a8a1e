// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import ca.openpolicy.server.ConstantHeader;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.WritableHeaders;
import java.time.Duration;

/** How an answer tells a caller what it may still ask: draft-ietf-httpapi-ratelimit-headers-10, and nowhere else. */
final class RateLimitFields {
    private static final HeaderName POLICY = HeaderNames.create("RateLimit-Policy");
    private static final HeaderName LIMIT = HeaderNames.create("RateLimit");

    private final Header policy;

    RateLimitFields(Quota quota) {
        this.policy = ConstantHeader.of(
                POLICY, "\"minute\";q=" + quota.perMinute() + ";w=60, \"hour\";q=" + quota.perHour() + ";w=3600");
    }

    void put(Quotas.Decision decision, WritableHeaders<?> headers) {
        headers.set(policy);
        headers.set(LIMIT, left("minute", decision.minute()) + ", " + left("hour", decision.hour()));
    }

    private static String left(String name, Quotas.Left left) {
        return "\"" + name + "\";r=" + left.remaining() + ";t=" + seconds(left.reset());
    }

    /** Rounded up: who comes back by it is not too early. */
    static long seconds(Duration wait) {
        return wait.plusNanos(999_999_999).toSeconds();
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import ca.openpolicy.server.Caller;
import ca.openpolicy.server.Problem;
import ca.openpolicy.server.ProblemException;
import ca.openpolicy.server.ProblemType;
import io.helidon.http.Status;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Limits how often each caller asks below /api. What has not changed for the caller (304) costs nothing. */
final class QuotaFilter implements Filter {
    private static final String COUNTED = "/api/";
    private static final long THE_OPERATOR = 0;

    private final Counted anonymous;
    private final Counted operators;
    private final Consumer<Boolean> decided;

    /** How often some callers ask, and what they are told of it. */
    private record Counted(Quotas quotas, RateLimitFields fields) {
        static Counted of(Quota quota, int most, long seed) {
            return new Counted(new Quotas(quota, most, seed), new RateLimitFields(quota));
        }
    }

    private record Charged(Counted counted, long caller) {
        Quotas quotas() {
            return counted.quotas();
        }

        void tell(Quotas.Decision decision, RoutingResponse response) {
            counted.fields().put(decision, response.headers());
        }
    }

    QuotaFilter(QuotaSettings settings, RandomGenerator random, Consumer<Boolean> decided) {
        this.anonymous = Counted.of(settings.anonymous(), settings.maxCallers(), random.nextLong());
        this.operators = Counted.of(settings.operator(), 1, random.nextLong());
        this.decided = decided;
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        if (!request.prologue().uriPath().rawPath().startsWith(COUNTED)) {
            chain.proceed();
            return;
        }
        Charged charged = charged(Exchange.current());
        Quotas.Decision decision = charged.quotas().take(charged.caller(), System.nanoTime());
        decided.accept(decision.allowed());
        charged.tell(decision, response);
        if (!decision.allowed()) {
            throw exceeded(decision);
        }
        response.beforeSend(() -> giveBack(charged, response));
        chain.proceed();
    }

    private Charged charged(Exchange exchange) {
        return exchange.caller() instanceof Caller.Operator
                ? new Charged(operators, THE_OPERATOR)
                : new Charged(anonymous, exchange.asked().client().network());
    }

    private static void giveBack(Charged charged, RoutingResponse response) {
        if (response.status().code() == Status.NOT_MODIFIED_304.code()) {
            Quotas.Decision decision = charged.quotas().giveBack(charged.caller(), System.nanoTime());
            charged.tell(decision, response);
        }
    }

    private static ProblemException exceeded(Quotas.Decision decision) {
        String window = decision.minute().remaining() > 0 ? "hour" : "minute";
        return new ProblemException(new Problem(
                ProblemType.QUOTA_EXCEEDED,
                "the requests of this " + window + " are used up",
                List.of(),
                Map.of("Retry-After", Long.toString(RateLimitFields.seconds(decision.untilNext())))));
    }
}

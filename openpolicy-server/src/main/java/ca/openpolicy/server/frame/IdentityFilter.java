// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import ca.openpolicy.server.Caller;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out who asks, by the token of the operator; the one place that knows identities. It refuses nobody yet. */
final class IdentityFilter implements Filter {
    private static final Pattern BEARER = Pattern.compile("(?i:Bearer) +([A-Za-z0-9._~+/=-]{1,512})");
    private static final String OPERATOR = "operator";

    private final Supplier<Optional<OperatorToken>> token;

    IdentityFilter(Supplier<Optional<OperatorToken>> token) {
        this.token = token;
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        List<String> presented = request.headers().all(HeaderNames.AUTHORIZATION, List::of);
        if (!presented.isEmpty()) {
            Exchange exchange = Exchange.current();
            if (presented.size() == 1 && isOperator(presented.getFirst())) {
                Caller operator = new Caller.Operator(OPERATOR);
                operator.note(request);
                exchange.calledBy(operator);
            } else {
                exchange.presentsWrongToken();
            }
        }
        chain.proceed();
    }

    private boolean isOperator(String authorization) {
        Matcher matcher = BEARER.matcher(authorization.strip());
        return matcher.matches()
                && token.get().filter(each -> each.is(matcher.group(1))).isPresent();
    }
}

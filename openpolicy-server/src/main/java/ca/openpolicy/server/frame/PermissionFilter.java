// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import ca.openpolicy.server.Problem;
import ca.openpolicy.server.ProblemException;
import ca.openpolicy.server.ProblemType;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.List;
import java.util.Map;

/** Refuses who presents a wrong token, whatever is asked, and every write where the server only reads. */
final class PermissionFilter implements Filter {
    private static final Problem WRONG_TOKEN = new Problem(
            ProblemType.UNAUTHENTICATED,
            "the token is not valid",
            List.of(),
            Map.of(HeaderNames.WWW_AUTHENTICATE.defaultCase(), "Bearer error=\"invalid_token\""));
    private static final Problem READ_ONLY = Problem.of(ProblemType.FORBIDDEN, "this server only reads");

    private final boolean readOnly;

    PermissionFilter(boolean readOnly) {
        this.readOnly = readOnly;
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        if (Exchange.current().presentedWrongToken()) {
            throw new ProblemException(WRONG_TOKEN);
        }
        if (readOnly && !Methods.readsOnly(request.prologue().method().text())) {
            throw new ProblemException(READ_ONLY);
        }
        chain.proceed();
    }
}

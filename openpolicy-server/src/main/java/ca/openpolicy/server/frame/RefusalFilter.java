// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import ca.openpolicy.server.ProblemException;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;

/** Answers what the filters after it refuse; what routes refuse is answered before it comes back here. */
final class RefusalFilter implements Filter {
    private final ProblemAnswers problems;

    RefusalFilter(ProblemAnswers problems) {
        this.problems = problems;
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        try {
            chain.proceed();
        } catch (ProblemException e) {
            problems.answer(request, response, e);
        }
    }
}

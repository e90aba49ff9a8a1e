// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import ca.openpolicy.server.Problem;
import ca.openpolicy.server.ProblemException;
import ca.openpolicy.server.ProblemType;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

/** Lets in as many requests at once as there are places; who watches the server needs none. */
final class PlacesFilter implements Filter {
    private final Semaphore places;

    PlacesFilter(int maxConcurrentRequests) {
        this.places = new Semaphore(maxConcurrentRequests);
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        if (Operations.isAt(request.prologue().uriPath().rawPath())) {
            chain.proceed();
            return;
        }
        if (!places.tryAcquire()) {
            throw full();
        }
        try {
            chain.proceed();
        } finally {
            places.release();
        }
    }

    private static ProblemException full() {
        return new ProblemException(new Problem(
                ProblemType.ENGINE_UNAVAILABLE, "too many requests at once", List.of(), Map.of("Retry-After", "1")));
    }
}

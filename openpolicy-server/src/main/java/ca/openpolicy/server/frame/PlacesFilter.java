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
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets in as many requests at once as there are places; who watches the server needs none. A place is given up when the
 * answer begins: whoever reads slowly or follows a stream takes nobody's.
 */
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
        AtomicBoolean taken = new AtomicBoolean(true);
        response.beforeSend(() -> release(taken));
        try {
            chain.proceed();
        } finally {
            release(taken);
        }
    }

    private void release(AtomicBoolean taken) {
        if (taken.getAndSet(false)) {
            places.release();
        }
    }

    private static ProblemException full() {
        return new ProblemException(new Problem(
                ProblemType.ENGINE_UNAVAILABLE, "too many requests at once", List.of(), Map.of("Retry-After", "1")));
    }
}

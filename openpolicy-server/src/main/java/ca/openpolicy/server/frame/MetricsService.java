// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import ca.openpolicy.server.Answers;
import ca.openpolicy.server.Routes;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.util.function.Supplier;

/** Tells Prometheus what was counted. */
final class MetricsService implements HttpService {
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final Supplier<byte[]> metrics;

    MetricsService(Supplier<byte[]> metrics) {
        this.metrics = metrics;
    }

    @Override
    public void routing(HttpRules rules) {
        Routes.get(rules, Operations.METRICS, (request, response) -> {
            response.header(HeaderNames.CACHE_CONTROL, "no-store");
            Answers.send(response, TEXT, metrics.get());
        });
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import ca.openpolicy.server.Answers;
import ca.openpolicy.server.Routes;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import jakarta.json.stream.JsonGenerator;
import java.util.List;
import java.util.function.Supplier;

/** Says whether the server lives, and whether it is ready. */
final class HealthService implements HttpService {
    private final Supplier<List<Dependency>> dependencies;

    HealthService(Supplier<List<Dependency>> dependencies) {
        this.dependencies = dependencies;
    }

    @Override
    public void routing(HttpRules rules) {
        Routes.get(rules, "/health", HealthService::live);
        Routes.get(rules, "/ready", this::ready);
    }

    private static void live(ServerRequest request, ServerResponse response) {
        Answers.send(response, Answers.JSON, Answers.json(json -> {
            json.writeStartObject();
            json.write("live", true);
            json.writeEnd();
        }));
    }

    private void ready(ServerRequest request, ServerResponse response) {
        List<Dependency> all = dependencies.get();
        boolean ready = all.stream().allMatch(Dependency::ready);
        response.status(ready ? Status.OK_200 : Status.SERVICE_UNAVAILABLE_503);
        Answers.send(response, Answers.JSON, Answers.json(json -> write(ready, all, json)));
    }

    private static void write(boolean ready, List<Dependency> all, JsonGenerator json) {
        json.writeStartObject();
        json.write("ready", ready);
        json.writeStartArray("dependencies");
        for (Dependency each : all) {
            json.writeStartObject();
            json.write("name", each.name());
            json.write("ready", each.ready());
            json.write("state", each.state());
            json.writeEnd();
        }
        json.writeEnd();
        json.writeEnd();
    }
}

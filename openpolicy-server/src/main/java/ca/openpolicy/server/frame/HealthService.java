// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import ca.openpolicy.server.Answers;
import ca.openpolicy.server.Routes;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerResponse;
import jakarta.json.stream.JsonGenerator;
import java.util.List;
import java.util.function.Supplier;

/** Says whether the server lives, has started and is ready, in the wire format of MicroProfile Health. */
final class HealthService implements HttpService {
    private final Health health;

    HealthService(Health health) {
        this.health = health;
    }

    @Override
    public void routing(HttpRules rules) {
        at(rules, Operations.HEALTH, health::live);
        at(rules, Operations.HEALTH + "/live", health::live);
        at(rules, Operations.HEALTH + "/ready", health::ready);
        at(rules, Operations.READY, health::ready);
        at(rules, Operations.HEALTH + "/started", health::started);
        at(rules, Operations.HEALTH + "/start", health::started);
    }

    private static void at(HttpRules rules, String path, Supplier<List<Dependency>> state) {
        Routes.get(rules, path, (request, response) -> answer(response, state.get()));
    }

    private static void answer(ServerResponse response, List<Dependency> all) {
        boolean well = all.stream().allMatch(Dependency::ready);
        response.status(well ? Status.OK_200 : Status.SERVICE_UNAVAILABLE_503);
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        Answers.send(response, Answers.JSON, Answers.json(json -> write(well, all, json)));
    }

    private static void write(boolean well, List<Dependency> all, JsonGenerator json) {
        json.writeStartObject();
        json.write("status", status(well));
        json.writeStartArray("checks");
        for (Dependency each : all) {
            json.writeStartObject();
            json.write("name", each.name());
            json.write("status", status(each.ready()));
            json.writeStartObject("data");
            json.write("state", each.state());
            json.writeEnd();
            json.writeEnd();
        }
        json.writeEnd();
        json.writeEnd();
    }

    private static String status(boolean well) {
        return well ? "UP" : "DOWN";
    }
}

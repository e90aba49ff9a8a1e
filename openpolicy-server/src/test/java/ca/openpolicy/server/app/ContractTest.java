// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import ca.openpolicy.server.app.Contract.Operation;
import ca.openpolicy.server.app.Contract.Parameter;
import ca.openpolicy.server.app.Probes.Probe;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Asks everything that the description promises of a real server, and holds every answer against it: each address,
 * method, parameter, word of a closed list and status must be seen, and nothing may be seen that is not promised.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContractTest {
    private static final List<String> METHODS = List.of("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE");

    private final SampleServer server = SampleServer.own();
    private final Contract contract = new Contract(server.get("/openapi.json").body());
    private final Probes probes = new Probes(contract, server);

    @AfterAll
    void close() throws IOException {
        server.close();
    }

    @Test
    void everything_that_is_promised_is_kept_and_nothing_else_is_answered() throws IOException {
        Seen seen = new Seen(contract);
        contract.operations().stream().filter(each -> !each.guarded()).forEach(each -> drive(each, seen));
        undescribedMethods(seen);
        new WriteScript(contract, server, seen).run();
        new Refusals(contract, seen).run();
        assertThat(seen.faults()).isEmpty();
        assertThat(seen.missing()).isEmpty();
    }

    private void drive(Operation operation, Seen seen) {
        for (Probe probe : probes.of(operation)) {
            Answered answer = Answered.of(server.send(
                    operation.method(), probe.path(), probe.headers().toArray(String[]::new)));
            seen.note(operation, operation.method() + " " + probe.path() + probe.headers(), answer, probe.says());
        }
    }

    private void undescribedMethods(Seen seen) {
        for (Operation get : contract.operations()) {
            if (get.method().equals("GET") && contract.statuses(get).contains("200")) {
                List<String> promised = contract.operations().stream()
                        .filter(each -> each.path().equals(get.path()))
                        .map(Operation::method)
                        .toList();
                METHODS.stream().filter(each -> !promised.contains(each)).forEach(method -> {
                    Answered answer = Answered.of(server.send(method, probes.address(get)));
                    assertThat(answer.status()).as(method + " " + get.path()).isEqualTo(405);
                    assertThat(answer.header("Allow").orElse("").split(", ", -1))
                            .as(method + " " + get.path())
                            .containsExactlyInAnyOrderElementsOf(promised);
                    seen.note(get, method + " " + get.path(), answer, List.of());
                });
            }
        }
    }

    @Test
    void a_parameter_that_is_taken_is_promised_and_the_other_way_round() {
        contract.operations().stream()
                .filter(each -> each.method().equals("GET") && !each.in("query").isEmpty())
                .forEach(operation -> {
                    JsonObject problem = server.problem(probes.address(operation) + "?no_such_parameter=1", 400);
                    List<String> allowed = problem.getJsonArray("errors")
                            .getJsonObject(0)
                            .getJsonArray("allowed")
                            .getValuesAs(JsonString::getString);
                    assertThat(allowed)
                            .as(operation.toString())
                            .containsExactlyInAnyOrderElementsOf(operation.in("query").stream()
                                    .map(Parameter::name)
                                    .toList());
                });
    }
}

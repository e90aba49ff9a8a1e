// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import ca.openpolicy.verification.RealData;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Every bad request gets the problem that says so, soon, cheaply, and tells nothing of the inside. */
@ExtendWith(Attacked.Shared.class)
@ResourceLock(Attacked.LOCK)
@Timeout(600)
class BadInputTest {
    /** The promise is 50 ms; where other tests run beside it, ten times as long. */
    private static final Duration SOON = Duration.ofMillis(RealData.ENDURANCE ? 50 : 500);

    private static final int ATTEMPTS = 3;
    private static final long MOST_BYTES = 50L << 20;

    private final Attacked attacked;
    private final Wire wire;

    BadInputTest(Attacked attacked) {
        this.attacked = attacked;
        this.wire = attacked.wire();
    }

    @Test
    void a_bad_request_gets_its_problem_soon() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (BadInput each : all()) {
            try {
                getsItsProblemSoon(each);
            } catch (AssertionError error) {
                wrong.add(each.name() + ": " + error.getMessage());
            }
        }
        if (!wrong.isEmpty()) {
            fail(wrong.size() + " wrong:\n" + String.join("\n", wrong));
        }
        assertThat(attacked.server().status("/ready")).isEqualTo(200);
    }

    @Test
    void a_bad_request_costs_little_memory() throws Exception {
        List<BadInput> all = all();
        try (Memory memory = Memory.of(attacked.server().pid())) {
            long held = memory.heldBytes();
            for (BadInput each : all) {
                long before = memory.allocatedBytes();
                wire.ask(each.request());
                assertThat(memory.allocatedBytes() - before).as(each.name()).isLessThan(MOST_BYTES);
            }
            assertThat(memory.heldBytes() - held).isLessThan(MOST_BYTES);
        }
        assertThat(attacked.server().status("/ready")).isEqualTo(200);
    }

    @Test
    void all_faults_of_a_request_are_told_at_once() throws Exception {
        Received.Answer answer = wire.ask(Sent.get("/api/v1/bills?colour=red&limit=0&status=x&sort=x"))
                .only();
        assertThat(Problems.of(answer).getJsonArray("errors").getValuesAs(JsonObject.class))
                .extracting(error -> error.getString("parameter"))
                .containsExactlyInAnyOrder("colour", "limit", "status", "sort");
    }

    private void getsItsProblemSoon(BadInput bad) throws IOException {
        Received received = wire.ask(bad.request());
        Problems.isOneOf(received.only(), bad.kinds());
        for (int n = 1; received.elapsed().compareTo(SOON) > 0 && n < ATTEMPTS; n++) {
            received = wire.ask(bad.request());
        }
        assertThat(received.elapsed()).isLessThan(SOON);
    }

    private List<BadInput> all() throws IOException {
        JsonObject votes = wire.ask(Sent.get("/api/v1/votes?limit=2")).only().json();
        String next = votes.getJsonObject("page").getString("next");
        return BadInput.all(attacked.token(), next.substring(next.indexOf("cursor=") + 7));
    }
}

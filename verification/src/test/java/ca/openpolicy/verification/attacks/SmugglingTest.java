// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** No bytes on a connection are two requests to one reader and one request to another. */
@ExtendWith(Attacked.Shared.class)
@ResourceLock(Attacked.LOCK)
@Timeout(600)
class SmugglingTest {
    /** Longer than a refused connection lingers. */
    private static final Duration QUIET = Duration.ofSeconds(3);

    private final Attacked attacked;
    private final Wire wire;

    SmugglingTest(Attacked attacked) {
        this.attacked = attacked;
        this.wire = attacked.wire();
    }

    @Test
    void what_no_connection_may_be_sent_is_refused() throws Exception {
        List<Catalogue> all = Catalogue.all();
        List<String> wrong = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Received>> asked = new ArrayList<>();
            for (Catalogue each : all) {
                asked.add(threads.submit(() -> wire.exhaust(Sent.raw(each.bytes()), QUIET)));
            }
            for (int i = 0; i < all.size(); i++) {
                try {
                    holds(all.get(i).verdict(), asked.get(i).get());
                } catch (AssertionError error) {
                    wrong.add(all.get(i).name() + ": " + shown(asked.get(i).get()));
                }
            }
        }
        if (!wrong.isEmpty()) {
            fail(wrong.size() + " of " + all.size() + " wrong:\n" + String.join("\n", wrong));
        }
        assertThat(attacked.server().status("/ready")).isEqualTo(200);
    }

    @Test
    void requests_that_follow_each_other_are_answered_in_order() throws Exception {
        byte[] two = Sent.raw(
                "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\nGET /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertThat(wire.exhaust(two, QUIET).answers())
                .extracting(Received.Answer::status)
                .containsExactly(200, 404);
    }

    @Test
    void the_checker_sees_a_second_answer() {
        byte[] both =
                Sent.raw("HTTP/1.1 400 X\r\nContent-Length: 0\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        Received received = Received.of(both, true, Duration.ZERO, false);
        assertThat(received.answers()).hasSize(2);
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> holds(Catalogue.Verdict.ONCE, received)))
                .isInstanceOf(AssertionError.class);
    }

    private static void holds(Catalogue.Verdict verdict, Received received) {
        assertThat(received.rest()).isZero();
        if (verdict != Catalogue.Verdict.FAULTY) {
            assertThat(received.answers().size()).isLessThanOrEqualTo(1);
        }
        received.answers().forEach(Problems::tellsNothing);
        switch (verdict) {
            case REFUSED -> {
                assertThat(received.answers()).allMatch(answer -> answer.status() >= 400);
                assertThat(received.closed()).isTrue();
            }
            case FAULTY ->
                assertThat(received.answers().stream().findFirst())
                        .hasValueSatisfying(
                                answer -> assertThat(answer.status()).isBetween(400, 501));
            case ONCE -> {}
            case ONCE_AND_CLOSED -> assertThat(received.closed()).isTrue();
            case ANSWERED -> assertThat(received.only().status()).isEqualTo(200);
        }
    }

    private static String shown(Received received) {
        return received.answers().stream().map(Received.Answer::status).toList()
                + (received.closed() ? " closed" : " open")
                + (received.rest() > 0 ? " and " + received.rest() + " bytes" : "");
    }
}

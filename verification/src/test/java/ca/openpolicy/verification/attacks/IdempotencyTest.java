// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A key of a request stands for that one request of that one caller. */
@ExtendWith(Attacked.Shared.class)
@ResourceLock(Attacked.LOCK)
@Timeout(300)
class IdempotencyTest {
    private static final String KEY = "Idempotency-Key";

    private final Wire wire;
    private final Bills bills;

    IdempotencyTest(Attacked attacked) {
        this.wire = attacked.wire();
        this.bills = new Bills(wire, attacked.token());
    }

    @Test
    void a_repeated_request_gets_the_first_answer_and_does_nothing() throws Exception {
        String body = Bills.body("C-201", "Once", "");
        Received.Answer first = bills.post(body, KEY, "\"a-repeated-post\"");
        assertThat(first.status()).as(first.text()).isEqualTo(201);
        for (int n = 0; n < 20; n++) {
            isTheSame(bills.post(body, KEY, "\"a-repeated-post\""), first);
        }
        String etag = first.header("etag").orElseThrow();
        String patch = "{\"title\":{\"en\":\"Twice\"}}";
        Received.Answer patched = bills.patch("C-201", patch, "If-Match", etag, KEY, "\"a-repeated-patch\"");
        assertThat(patched.status()).as(patched.text()).isEqualTo(200);
        isTheSame(bills.patch("C-201", patch, "If-Match", etag, KEY, "\"a-repeated-patch\""), patched);
        String latest = patched.header("etag").orElseThrow();
        Received.Answer gone = bills.delete("C-201", "If-Match", latest, KEY, "\"a-repeated-delete\"");
        assertThat(gone.status()).as(gone.text()).isEqualTo(204);
        isTheSame(bills.delete("C-201", "If-Match", latest, KEY, "\"a-repeated-delete\""), gone);
        isTheSame(bills.post(body, KEY, "\"a-repeated-post\""), first);
    }

    @Test
    void a_key_stands_for_one_request() throws Exception {
        String key = "\"one-request\"";
        assertThat(bills.post(Bills.body("C-202", "One", ""), KEY, key).status())
                .isEqualTo(201);
        assertThat(bills.post(Bills.body("C-202", "Other", ""), KEY, key).status())
                .isEqualTo(422);
        assertThat(bills.post(Bills.body("C-203", "One", ""), KEY, key).status())
                .isEqualTo(422);
        assertThat(bills.patch("C-202", "{\"title\":{\"en\":\"Other\"}}", "If-Match", "*", KEY, key)
                        .status())
                .isEqualTo(422);
        assertThat(bills.get("C-203").status()).isEqualTo(404);
        assertThat(bills.get("C-202").json().getJsonObject("data").getInt("version"))
                .isEqualTo(1);
    }

    @Test
    void a_refused_request_may_be_mended_under_a_new_key_only() throws Exception {
        String key = "\"to-be-mended\"";
        String wrong = Bills.body("C-204", "Wrong", "\"law\":true");
        assertThat(bills.post(wrong, KEY, key).status()).isEqualTo(422);
        assertThat(bills.post(wrong, KEY, key).status()).isEqualTo(422);
        assertThat(bills.post(Bills.body("C-204", "Right", ""), KEY, "\"mended\"")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void of_many_at_once_one_is_carried_out() throws Exception {
        String body = Bills.body("C-205", "At once", "");
        List<Received.Answer> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Received.Answer>> asked = new ArrayList<>();
            for (int n = 0; n < 16; n++) {
                asked.add(threads.submit(() -> bills.post(body, KEY, "\"at-once\"")));
            }
            for (Future<Received.Answer> each : asked) {
                answers.add(each.get());
            }
        }
        assertThat(answers).extracting(Received.Answer::status).contains(201).containsAnyOf(201, 409);
        assertThat(answers).allMatch(answer -> answer.status() == 201 || answer.status() == 409);
        answers.stream()
                .filter(answer -> answer.status() == 409)
                .forEach(answer -> Problems.isOneOf(answer, List.of("409 conflict")));
        Received.Answer stored = bills.post(body, KEY, "\"at-once\"");
        answers.stream().filter(answer -> answer.status() == 201).forEach(answer -> isTheSame(answer, stored));
        assertThat(bills.get("C-205").json().getJsonObject("data").getInt("version"))
                .isEqualTo(1);
    }

    @Test
    void a_key_that_is_none_is_refused() throws Exception {
        for (String key :
                List.of("\"" + "x".repeat(10_000) + "\"", "\"\"", "", "\"" + "x".repeat(256) + "\"", "\"a\u00e9b\"")) {
            Received.Answer answer = bills.post(Bills.body("C-206", "None", ""), KEY, key);
            assertThat(answer.status()).as(key + ": " + answer.text()).isEqualTo(400);
            Problems.of(answer);
        }
        Received.Answer twice = bills.post(Bills.body("C-206", "None", ""), KEY, "\"one\"", KEY, "\"two\"");
        assertThat(twice.status()).as(twice.text()).isEqualTo(400);
        assertThat(bills.get("C-206").status()).isEqualTo(404);
    }

    @Test
    void the_key_of_another_opens_nothing() throws Exception {
        String body = Bills.body("C-207", "Mine", "");
        Received.Answer mine = bills.post(body, KEY, "\"mine\"");
        assertThat(mine.status()).isEqualTo(201);
        Sent asked = Sent.of("POST", Bills.ALL).header(KEY, "\"mine\"").json(body);
        Received.Answer theirs = wire.ask(asked).only();
        assertThat(theirs.status()).isEqualTo(401);
        assertThat(theirs.text()).doesNotContain("C-207").doesNotContain("Mine");
        assertThat(wire.ask(asked.from("wrong")).only().status()).isEqualTo(401);
    }

    private static void isTheSame(Received.Answer answer, Received.Answer first) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(first.status());
        assertThat(answer.body()).isEqualTo(first.body());
        for (String header : List.of("etag", "location", "content-type")) {
            assertThat(answer.header(header)).as(header).isEqualTo(first.header(header));
        }
    }
}

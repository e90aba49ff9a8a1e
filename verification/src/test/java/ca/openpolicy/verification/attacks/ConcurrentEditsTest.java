// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.openpolicy.verification.RealData;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Of many who change what they have all seen, one does, and the history tells of each that did. */
@ExtendWith(Attacked.Shared.class)
@ResourceLock(Attacked.LOCK)
@Timeout(600)
class ConcurrentEditsTest {
    private static final int WRITERS = 16;
    private static final int ROUNDS = RealData.ENDURANCE ? 500 : 15;

    private final Bills bills;

    ConcurrentEditsTest(Attacked attacked) {
        this.bills = new Bills(attacked.wire(), attacked.token());
    }

    /** What one writer wrote, and what became of it. */
    private record Attempt(String title, Received.Answer answer) {
        boolean won() {
            return answer.status() == 200;
        }
    }

    @Test
    void of_many_who_saw_the_same_version_exactly_one_wins() throws Exception {
        String number = "C-601";
        String etag = bills.made(number);
        List<String> winners = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            Attempt winner = onlyWinner(race(number, round, etag));
            winners.add(winner.title());
            etag = winner.answer().header("etag").orElseThrow();
        }
        tellsOfEach(number, winners);
        JsonObject now = bills.get(number).json().getJsonObject("data");
        assertThat(now.getInt("version")).isEqualTo(ROUNDS + 1);
        assertThat(now.getJsonObject("title").getString("en")).isEqualTo(winners.getLast());
    }

    @Test
    void the_checkers_report_writers_who_look_at_no_version() throws Exception {
        String number = "C-602";
        bills.made(number);
        List<Attempt> all = new ArrayList<>();
        for (int n = 0; n < WRITERS; n++) {
            all.add(attempt(number, "Blind " + n, "*"));
        }
        assertThatThrownBy(() -> onlyWinner(all)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> tellsOfEach(number, List.of("Blind 3"))).isInstanceOf(AssertionError.class);
    }

    @Test
    void a_write_says_what_it_has_seen() throws Exception {
        String etag = bills.made("C-603");
        for (String header : List.of("\"v2.x\"", "\"v0.x\"", "\"x\"", "x", "", "W/" + etag.replace("v1", "v9"))) {
            Received.Answer answer = attempt("C-603", "Stale", header).answer();
            assertThat(answer.status()).as(header + ": " + answer.text()).isIn(412, 428);
        }
        for (Received.Answer answer : List.of(
                bills.patch("C-603", "{\"title\":{\"en\":\"Stale\"}}"),
                bills.put("C-603", Bills.body("C-603", "Stale", "")),
                bills.delete("C-603"))) {
            Problems.isOneOf(answer, List.of("428 precondition-required"));
        }
        assertThat(bills.get("C-603").json().getJsonObject("data").getInt("version"))
                .isEqualTo(1);
    }

    private List<Attempt> race(String number, int round, String etag) throws Exception {
        CyclicBarrier start = new CyclicBarrier(WRITERS);
        List<Attempt> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Attempt>> asked = new ArrayList<>();
            for (int n = 0; n < WRITERS; n++) {
                String title = "Round " + round + " of writer " + n;
                asked.add(threads.submit(() -> {
                    start.await();
                    return attempt(number, title, etag);
                }));
            }
            for (Future<Attempt> each : asked) {
                all.add(each.get());
            }
        }
        return all;
    }

    private Attempt attempt(String number, String title, String seen) throws Exception {
        String patch = "{\"title\":{\"en\":\"" + title + "\"}}";
        return new Attempt(title, bills.patch(number, patch, "If-Match", seen));
    }

    private static Attempt onlyWinner(List<Attempt> all) {
        assertThat(all.stream().filter(Attempt::won)).hasSize(1);
        all.stream()
                .filter(each -> !each.won())
                .forEach(each -> Problems.isOneOf(each.answer(), List.of("412 precondition-failed")));
        return all.stream().filter(Attempt::won).findFirst().orElseThrow();
    }

    /** Every version once, newest first, with what its writer wrote. */
    private void tellsOfEach(String number, List<String> winners) throws Exception {
        List<JsonObject> versions = new ArrayList<>();
        String next = Bills.path(number) + "/history?limit=7";
        while (!next.isEmpty()) {
            JsonObject answer = bills.wire().ask(Sent.get(next)).only().json();
            versions.addAll(answer.getJsonArray("data").getValuesAs(JsonObject.class));
            next = answer.getJsonObject("page").getString("next", "");
        }
        assertThat(versions).hasSize(winners.size() + 1);
        for (int i = 0; i < versions.size(); i++) {
            int version = versions.size() - i;
            assertThat(versions.get(i).getInt("version")).isEqualTo(version);
            if (version > 1) {
                assertThat(versions.get(i).getJsonArray("changes").toString())
                        .contains("\"" + winners.get(version - 2) + "\"");
            }
        }
    }
}

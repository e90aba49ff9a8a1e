// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SampleServer.Shared.class)
class VoteSummaryTest {
    private final SampleServer server;

    VoteSummaryTest(SampleServer server) {
        this.server = server;
    }

    @Test
    void every_bill_is_shown_with_a_summary_that_its_votes_give() {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            List<JsonObject> bills = server.list("/api/v1/bills?include=vote_summary,statistics&limit=100")
                    .getValuesAs(JsonObject.class);
            assertThat(bills)
                    .allSatisfy(
                            bill -> assertAgree(bill.getJsonObject("vote_summary"), bill.getJsonObject("statistics")));
            assertThat(bills)
                    .anySatisfy(bill -> assertThat(
                                    bill.getJsonObject("vote_summary").getInt("votes"))
                            .isPositive());
        });
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(server.get("/ready").body()).contains("relay summaries"));
    }

    private static void assertAgree(JsonObject summary, JsonObject statistics) {
        List<JsonObject> divisions = statistics.getJsonArray("divisions").getValuesAs(JsonObject.class);
        assertThat(summary.getInt("votes")).isEqualTo(divisions.size());
        assertThat(summary.getInt("agreed")).isEqualTo(count(divisions, "agreed"));
        assertThat(summary.getInt("negatived")).isEqualTo(count(divisions, "negatived"));
        assertThat(summary.getInt("ties")).isEqualTo(count(divisions, "tie"));
        assertThat(summary.get("decisive")).isEqualTo(statistics.get("decisive"));
        assertThat(summary.get("approval_percentage")).isEqualTo(statistics.get("approval_percentage"));
        assertThat(summary.isNull("as_of")).isEqualTo(divisions.isEmpty());
    }

    private static int count(List<JsonObject> divisions, String result) {
        return (int) divisions.stream()
                .filter(division -> division.getString("result").equals(result))
                .count();
    }
}

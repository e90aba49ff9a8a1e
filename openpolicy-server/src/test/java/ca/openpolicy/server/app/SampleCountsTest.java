// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the interface counts is what stands in the files of the sample parliament. */
@ExtendWith(SampleServer.Shared.class)
class SampleCountsTest {
    private static final JsonObject EXPECTED = expected();

    private final SampleServer server;

    SampleCountsTest(SampleServer server) {
        this.server = server;
    }

    @ParameterizedTest
    @ValueSource(strings = {"2-2", "3-1"})
    void a_session_has_what_its_files_say(String session) {
        JsonObject counts = EXPECTED.getJsonObject("sessions").getJsonObject(session);
        String of = "?session=" + session;
        assertThat(server.total("/api/v1/votes" + of)).isEqualTo(counts.getInt("divisions"));
        assertThat(server.total("/api/v1/ballots" + of)).isEqualTo(counts.getInt("ballots"));
        assertThat(server.total("/api/v1/ballots" + of + "&choice=yea")).isEqualTo(counts.getInt("yea"));
        assertThat(server.total("/api/v1/ballots" + of + "&choice=nay")).isEqualTo(counts.getInt("nay"));
        assertThat(server.total("/api/v1/ballots" + of + "&choice=paired")).isEqualTo(counts.getInt("noYeaNay"));
        assertThat(server.total("/api/v1/ballots" + of + "&paired=true")).isEqualTo(counts.getInt("pairedFlag"));
        assertThat(server.total("/api/v1/votes" + of + "&bill__isnull=false"))
                .isEqualTo(counts.getInt("divisionsWithBill"));
        assertThat(server.total("/api/v1/bills" + of))
                .isEqualTo(counts.getInt("billsInList") + counts.getInt("stubBills"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2-2", "3-1"})
    void a_session_tells_the_same_counts_itself(String session) {
        JsonObject counts = EXPECTED.getJsonObject("sessions").getJsonObject(session);
        JsonObject told = server.one("/api/v1/sessions/zz/" + session);
        assertThat(told.getInt("votes")).isEqualTo(counts.getInt("divisions"));
        assertThat(told.getInt("ballots")).isEqualTo(counts.getInt("ballots"));
        assertThat(told.getInt("members")).isEqualTo(counts.getInt("members"));
    }

    @Test
    void results_and_laws_are_as_many_as_the_lists_say() {
        JsonObject results =
                EXPECTED.getJsonObject("sessions").getJsonObject("3-1").getJsonObject("results");
        assertThat(server.total("/api/v1/votes?session=zz/3-1&result=agreed")).isEqualTo(results.getInt("Agreed To"));
        assertThat(server.total("/api/v1/votes?session=zz/3-1&result=negatived"))
                .isEqualTo(results.getInt("Negatived"));
        assertThat(server.total("/api/v1/votes?session=zz/3-1&result=tie")).isEqualTo(results.getInt("Tie"));
        assertThat(server.total("/api/v1/bills?law=true"))
                .isEqualTo(EXPECTED.getJsonObject("total").getInt("law"));
        assertThat(server.total("/api/v1/parties")).isEqualTo(5);
    }

    @Test
    void the_invented_legislature_is_the_only_one_and_says_so() {
        assertThat(server.keys("/api/v1/jurisdictions")).containsExactly("zz");
        assertThat(server.json("/api/v1/bills?limit=1").getJsonObject("meta").getString("notice"))
                .contains("invented");
        assertThat(server.json("/api/v1/bills?limit=1&lang=fr")
                        .getJsonObject("meta")
                        .getString("notice"))
                .contains("inventé");
    }

    @Test
    void a_division_without_numbers_has_no_announced_totals() {
        JsonObject vote = server.one("/api/v1/votes/zz/3-1/house/42");
        assertThat(vote.isNull("announced")).isTrue();
        assertThat(vote.getJsonObject("recorded").getInt("yea")).isZero();
    }

    @Test
    void who_crossed_the_floor_is_of_the_party_of_that_moment() {
        JsonObject before = server.one("/api/v1/ballots/zz/3-1/house/30/900122");
        JsonObject after = server.one("/api/v1/ballots/zz/3-1/house/31/900122");
        assertThat(before.getJsonObject("party_then").getString("key")).isEqualTo("zz/compass");
        assertThat(after.getJsonObject("party_then").getString("key")).isEqualTo("zz/concord");
    }

    private static JsonObject expected() {
        InputStream found =
                Objects.requireNonNull(SampleCountsTest.class.getResourceAsStream("/sample-parliament/EXPECTED.json"));
        try (JsonReader reader = Json.createReader(found)) {
            return reader.readObject();
        }
    }
}

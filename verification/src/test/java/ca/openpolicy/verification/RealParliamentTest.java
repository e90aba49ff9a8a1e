// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real parliament, asked over HTTP; each quirk of its files is answered as the data says. */
@EnabledIf(value = "ca.openpolicy.verification.RealData#here", disabledReason = "there is no real data here")
@Timeout(900)
class RealParliamentTest {
    private static ServerProcess server;
    private static JsonObject expected;

    @BeforeAll
    static void start(@TempDir Path directory) throws IOException {
        server = ServerProcess.start(directory.resolve("data"), "--import=" + RealData.DIRECTORY)
                .awaitReady(Duration.ofMinutes(10));
        Path counts = RealData.DIRECTORY.resolve("ourcommons-votes-csv/EXPECTED-COUNTS.json");
        try (JsonReader reader = Json.createReader(Files.newBufferedReader(counts))) {
            expected = reader.readObject();
        }
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"40-1", "40-2", "40-3", "41-1", "41-2", "42-1", "43-1", "43-2", "45-1"})
    void every_session_has_exactly_the_expected_counts(String session) throws Exception {
        JsonObject counts = expected.getJsonObject("sessions").getJsonObject(session);
        String of = "?jurisdiction=ca&session=" + session;

        assertThat(server.total("/api/v1/votes" + of)).isEqualTo(counts.getInt("divisions"));
        assertThat(server.total("/api/v1/ballots" + of)).isEqualTo(counts.getInt("ballots"));
        assertThat(server.total("/api/v1/ballots" + of + "&choice=yea")).isEqualTo(counts.getInt("yea"));
        assertThat(server.total("/api/v1/ballots" + of + "&choice=nay")).isEqualTo(counts.getInt("nay"));
        assertThat(server.total("/api/v1/ballots" + of + "&choice=paired")).isEqualTo(counts.getInt("noYeaNay"));
        assertThat(server.total("/api/v1/ballots" + of + "&paired=true")).isEqualTo(counts.getInt("pairedFlag"));
        assertThat(data("/api/v1/sessions/ca/" + session).getInt("members")).isEqualTo(counts.getInt("members"));
        assertThat(data("/api/v1/sessions/ca/" + session).getInt("ballots")).isEqualTo(counts.getInt("ballots"));
        for (String result : counts.getJsonObject("results").keySet()) {
            String code = result.equals("Agreed To") ? "agreed" : result.equals("Tie") ? "tie" : "negatived";
            assertThat(server.total("/api/v1/votes" + of + "&result=" + code))
                    .isEqualTo(counts.getJsonObject("results").getInt(result));
        }
    }

    @Test
    void all_sessions_together_have_the_expected_totals() throws Exception {
        JsonObject totals = expected.getJsonObject("totals");
        assertThat(server.total("/api/v1/ballots?jurisdiction=ca")).isEqualTo(totals.getInt("ballots"));
        assertThat(server.total("/api/v1/votes?jurisdiction=ca")).isEqualTo(totals.getInt("divisions"));
        assertThat(server.total("/api/v1/members?jurisdiction=ca"))
                .isGreaterThanOrEqualTo(totals.getInt("distinctPersons"));
    }

    @Test
    void bills_of_both_kinds_of_lists_are_there_once_and_the_stub_beside_them() throws Exception {
        assertThat(server.total("/api/v1/bills?jurisdiction=ca&session=45-1")).isEqualTo(162 + 1);
        assertThat(server.total("/api/v1/bills?jurisdiction=ca")).isEqualTo(5_323 + 162 + 1);
        assertThat(server.total("/api/v1/bills?jurisdiction=ca&status=unknown")).isEqualTo(1);
    }

    @Test
    void a_vote_before_its_bill_makes_a_stub() throws Exception {
        JsonObject vote = data("/api/v1/votes/ca/45-1/house/140");
        assertThat(vote.getJsonObject("bill").getString("key")).isEqualTo("ca/45-1/C-33");
        assertThat(data("/api/v1/bills/ca/45-1/C-33").getJsonObject("title").get("en"))
                .isEqualTo(JsonValue.NULL);
    }

    @Test
    void a_division_without_numbers_and_ballots_has_none() throws Exception {
        JsonObject vote = data("/api/v1/votes/ca/42-1/house/871");
        assertThat(vote.getString("result")).isEqualTo("tie");
        assertThat(vote.get("announced")).isEqualTo(JsonValue.NULL);
        assertThat(server.total("/api/v1/votes/ca/42-1/house/871/ballots?derived=include"))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "40-3/12",
                "41-1/208",
                "41-1/351",
                "41-1/425",
                "41-1/699",
                "41-1/742",
                "41-1/748",
                "41-1/752",
                "42-1/71",
                "42-1/106",
                "42-1/136",
                "42-1/150",
                "42-1/175",
                "42-1/713",
                "42-1/724"
            })
    void struck_votes_leave_announced_and_recorded_totals_apart(String division) throws Exception {
        JsonObject vote = data("/api/v1/votes/ca/" + division.replace("/", "/house/"));
        assertThat(vote.getJsonObject("announced")).isNotEqualTo(vote.getJsonObject("recorded"));
        assertThat(server.total("/api/v1/votes/ca/" + division.replace("/", "/house/") + "/ballots?choice=yea"))
                .isEqualTo(vote.getJsonObject("recorded").getInt("yea"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"40-2/57", "40-2/113", "41-1/272", "42-1/57", "42-1/871", "43-1/24", "45-1/94"})
    void ties_are_ties(String division) throws Exception {
        assertThat(data("/api/v1/votes/ca/" + division.replace("/", "/house/")).getString("result"))
                .isEqualTo("tie");
    }

    @Test
    void party_belongs_to_the_ballot_of_a_floor_crosser() throws Exception {
        List<String> parties =
                server
                        .get("/api/v1/members/ca/88671/ballots?session=42-1&limit=500&sort=date")
                        .getJsonArray("data")
                        .stream()
                        .map(each ->
                                each.asJsonObject().getJsonObject("party_then").getString("key"))
                        .distinct()
                        .collect(Collectors.toList());
        assertThat(server.total("/api/v1/members/ca/88671/ballots?session=42-1&party=ca/liberal"))
                .isPositive();
        assertThat(server.total("/api/v1/members/ca/88671/ballots?session=42-1&party=ca/conservative"))
                .isPositive();
        assertThat(parties).first().isEqualTo("ca/liberal");
    }

    @Test
    void a_person_keeps_the_names_of_the_moment() throws Exception {
        List<String> names = List.of("59110", "20878", "71902", "89200", "88605");
        for (String person : names) {
            assertThat(namesOf(person)).hasSizeGreaterThan(1);
        }
    }

    @Test
    void french_subjects_come_from_the_details_of_bills() throws Exception {
        long french = 0;
        for (JsonValue vote : server.get("/api/v1/votes?jurisdiction=ca&session=45-1&limit=500")
                .getJsonArray("data")) {
            french += vote.asJsonObject().getJsonObject("subject").isNull("fr") ? 0 : 1;
        }
        assertThat(french).isPositive();
    }

    @Test
    void the_speaker_has_no_derived_ballots() throws Exception {
        assertThat(server.total("/api/v1/members/ca/25452/ballots?session=43-2&derived=only"))
                .isZero();
        assertThat(server.total("/api/v1/ballots?jurisdiction=ca&session=43-2&derived=only"))
                .isPositive();
    }

    @Test
    void a_bill_knows_its_day_in_ottawa_and_not_the_day_as_written() throws Exception {
        JsonObject bill = data("/api/v1/bills/ca/42-1/S-1");
        assertThat(bill.getString("introduced")).isEqualTo("2015-12-04");
        assertThat(bill.getJsonObject("last_event").getString("date")).isEqualTo("2015-12-04");
    }

    @Test
    void sponsors_of_details_are_members_and_those_of_lists_may_be_names() throws Exception {
        JsonObject sponsor = data("/api/v1/bills/ca/45-1/C-2").getJsonObject("sponsor");
        assertThat(sponsor.get("id")).isNotEqualTo(JsonValue.NULL);
        assertThat(data("/api/v1/bills/ca/42-1/S-1").getJsonObject("sponsor").get("id"))
                .isEqualTo(JsonValue.NULL);
    }

    @Test
    void bill_texts_are_kept_as_sections() throws Exception {
        assertThat(server.get("/api/v1/bills/ca/45-1/C-2/text")
                        .getJsonArray("data")
                        .getJsonObject(0)
                        .getJsonArray("sections"))
                .isNotEmpty();
    }

    @Test
    void the_run_says_what_was_not_recognised_and_that_nothing_was_rejected() throws Exception {
        JsonObject run = server.get("/api/v1/etl/runs").getJsonArray("data").getJsonObject(0);
        assertThat(run.getString("state")).isEqualTo("succeeded");
        assertThat(run.getJsonObject("counts").getInt("rejected")).isZero();
    }

    private static List<String> namesOf(String person) throws IOException, InterruptedException {
        String next = "/api/v1/members/ca/" + person + "/ballots?limit=500";
        List<String> names = new java.util.ArrayList<>();
        while (!next.isEmpty()) {
            JsonObject page = server.get(next);
            page.getJsonArray("data")
                    .forEach(each -> names.add(each.asJsonObject().getString("name_then")));
            JsonObject place = page.getJsonObject("page");
            next = place.isNull("next") ? "" : place.getString("next");
        }
        return names.stream().distinct().toList();
    }

    private static JsonObject data(String path) throws IOException, InterruptedException {
        return server.get(path).getJsonObject("data");
    }
}

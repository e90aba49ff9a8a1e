// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The real parliament, asked over HTTP; each quirk of its files is answered as the data says. */
@EnabledIf(value = "ca.openpolicy.verification.RealData#here", disabledReason = "there is no real data here")
@ExtendWith(RealServer.Shared.class)
@Timeout(900)
class RealParliamentTest {
    private static ServerProcess server;
    private static JsonObject expected = JsonValue.EMPTY_JSON_OBJECT;
    private static Map<String, List<RealFiles.Cast>> casts = Map.of();

    /** Divisions of which votes were struck after they were announced. */
    static final List<String> STRUCK = List.of(
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
            "42-1/724");

    private static final Map<String, String> RESULTS =
            Map.of("agreed", "Agreed To", "negatived", "Negatived", "tie", "Tie");
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

    @BeforeAll
    static void start(RealServer real) throws IOException {
        server = real.process();
        expected = RealFiles.json(RealData.DIRECTORY.resolve("ourcommons-votes-csv/EXPECTED-COUNTS.json"));
        casts = RealFiles.casts();
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
    @FieldSource("STRUCK")
    void struck_votes_leave_announced_and_recorded_totals_apart(String division) throws Exception {
        JsonObject vote = data("/api/v1/votes/ca/" + division.replace("/", "/house/"));
        Map<String, String> row = RealFiles.divisions().getOrDefault(division, Map.of());
        assertThat(row(vote)).containsEntry("yeas", row.get("yeas")).containsEntry("nays", row.get("nays"));
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

    @ParameterizedTest
    @ValueSource(strings = {"42-1/88671", "45-1/49344", "45-1/88938", "45-1/89167", "45-1/105088", "45-1/111116"})
    void party_belongs_to_the_ballot_of_a_floor_crosser(String crosser) throws Exception {
        String session = crosser.substring(0, crosser.indexOf('/'));
        String person = crosser.substring(crosser.indexOf('/') + 1);
        List<String> parties = ballots(person).stream()
                .filter(cast -> cast.session().equals(session))
                .map(RealFiles.Cast::party)
                .distinct()
                .toList();
        assertThat(parties).hasSize(2);
        for (String party : parties) {
            String key = "ca/" + party.toLowerCase(Locale.ROOT);
            assertThat(server.total("/api/v1/members/ca/" + person + "/ballots?session=" + session + "&party=" + key))
                    .isEqualTo(casts.getOrDefault(person, List.of()).stream()
                            .filter(cast -> cast.session().equals(session)
                                    && cast.party().equals(party))
                            .count());
        }
    }

    @Test
    void whoever_changed_party_has_exactly_the_ballots_of_the_files() throws Exception {
        Set<String> crossers = several(cast -> cast.session() + " " + cast.party(), RealFiles.Cast::session);
        assertThat(crossers).hasSizeGreaterThan(40);
        for (String person : crossers) {
            assertThat(ballots(person)).containsExactlyInAnyOrderElementsOf(casts.get(person));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"59110", "20878", "71902", "89200", "88605"})
    void one_person_may_have_several_names(String person) throws Exception {
        assertThat(ballots(person).stream().map(RealFiles.Cast::name).distinct())
                .hasSizeGreaterThan(1);
    }

    @Test
    void whoever_changed_name_keeps_each_name_with_its_ballots_and_is_found_as_one_member() throws Exception {
        Set<String> renamed = several(RealFiles.Cast::name, cast -> "");
        assertThat(renamed).hasSize(13);
        for (String person : renamed) {
            assertThat(ballots(person)).containsExactlyInAnyOrderElementsOf(casts.get(person));
            assertThat(data("/api/v1/members/ca/" + person)
                            .getJsonObject("name")
                            .getString("full"))
                    .isNotBlank();
        }
    }

    @Test
    void whoever_changed_riding_keeps_each_riding_with_its_ballots() throws Exception {
        Set<String> moved = several(RealFiles.Cast::riding, cast -> "");
        assertThat(moved).isNotEmpty();
        for (String person :
                RealData.ENDURANCE ? moved : moved.stream().limit(20).toList()) {
            assertThat(ballots(person)).containsExactlyInAnyOrderElementsOf(casts.get(person));
        }
    }

    @Test
    @EnabledIf(value = "ca.openpolicy.verification.RealData#whole", disabledReason = "takes long; run with -Pendurance")
    void every_single_ballot_is_that_of_the_files() throws Exception {
        Map<String, Integer> there = new HashMap<>();
        casts.values().stream().flatMap(List::stream).forEach(cast -> there.merge(cast.toString(), 1, Integer::sum));
        String next = "/api/v1/ballots?jurisdiction=ca&limit=500";
        while (!next.isEmpty()) {
            JsonObject page = server.get(next);
            page.getJsonArray("data").getValuesAs(JsonObject.class).stream()
                    .map(RealParliamentTest::cast)
                    .forEach(cast -> there.merge(cast.toString(), -1, Integer::sum));
            next = page.getJsonObject("page").getString("next", "");
        }
        assertThat(there.values()).containsOnly(0);
    }

    @Test
    void every_division_has_the_moment_subject_result_bill_and_totals_of_its_list() throws Exception {
        Map<String, Map<String, String>> expectedRows = RealFiles.divisions();
        Map<String, Map<String, String>> answered = new TreeMap<>();
        for (JsonObject vote : server.all("/api/v1/votes?jurisdiction=ca")) {
            answered.put(vote.getString("session") + "/" + vote.getInt("number"), row(vote));
        }
        expectedRows.values().forEach(row -> row.put("subject", RealFiles.folded(row.getOrDefault("subject", ""))));
        assertThat(answered)
                .hasSameSizeAs(expectedRows)
                .allSatisfy((division, row) -> assertThat(row).as(division).isEqualTo(expectedRows.get(division)));
    }

    @Test
    void subjects_with_double_blanks_or_line_breaks_are_normalised_and_long_ones_are_whole() throws Exception {
        Map<String, String> subjects = new TreeMap<>();
        RealFiles.divisions().forEach((key, row) -> subjects.put(key, row.getOrDefault("subject", "")));
        Set<String> crooked = subjects.entrySet().stream()
                .filter(each -> !each.getValue().equals(RealFiles.folded(each.getValue())))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        assertThat(crooked).as("27 in all sessions, of which not all are here").hasSizeBetween(20, 27);
        for (String division : crooked) {
            assertThat(subject(division)).doesNotContainPattern("\\s\\s").isNotBlank();
        }
        long longOnes =
                subjects.values().stream().filter(each -> each.length() > 300).count();
        assertThat(longOnes).isPositive();
        for (Map.Entry<String, String> each : subjects.entrySet()) {
            if (each.getValue().length() > 300) {
                assertThat(subject(each.getKey())).isEqualTo(RealFiles.folded(each.getValue()));
            }
        }
    }

    @Test
    void subjects_in_french_come_from_the_details_of_bills() throws Exception {
        Map<Integer, String> french = new TreeMap<>();
        for (JsonObject vote : server.all("/api/v1/votes?jurisdiction=ca&session=45-1")) {
            if (!vote.getJsonObject("subject").isNull("fr")) {
                french.put(vote.getInt("number"), vote.getJsonObject("subject").getString("fr"));
            }
        }
        assertThat(french).hasSize(45).isEqualTo(RealFiles.frenchSubjects());
    }

    @Test
    void a_division_that_lies_here_twice_is_there_once() throws Exception {
        assertThat(server.total("/api/v1/votes/ca/43-2/house/69/ballots")).isEqualTo(330);
        assertThat(server.total("/api/v1/votes/ca/43-2/house/69/ballots?choice=yea"))
                .isEqualTo(305);
    }

    @Test
    void a_division_of_two_lists_has_the_moment_of_the_better_one_and_the_context_of_the_older_one() throws Exception {
        List<JsonObject> votes = server.all("/api/v1/votes?jurisdiction=ca&session=42-1&number__lte=880");
        assertThat(votes).hasSize(880).allMatch(vote -> !vote.isNull("context"));
        assertThat(votes).noneMatch(vote -> vote.getString("at").contains("T00:00"));
    }

    @Test
    void a_bill_whose_list_and_detail_differ_has_the_fields_of_the_list_and_the_stages_of_both() throws Exception {
        JsonObject bill = data("/api/v1/bills/ca/45-1/C-11?include=stages");
        assertThat(bill.getString("status")).isEqualTo("house_third_reading");
        assertThat(bill.getJsonArray("stages").getValuesAs(JsonObject.class).stream()
                        .filter(stage -> stage.getString("stage").equals("second_reading"))
                        .collect(Collectors.toMap(
                                stage -> stage.getString("chamber"), stage -> stage.getString("date"))))
                .isEqualTo(Map.of("house", "2025-10-10", "senate", "2026-05-28"));
    }

    @Test
    void the_day_of_every_bill_is_the_one_that_its_own_text_says() throws Exception {
        DateTimeFormatter written = DateTimeFormatter.ofPattern("MMMM d, yyyy", Locale.CANADA);
        Pattern day = Pattern.compile(" on (\\p{L}+ \\d{1,2}, \\d{4})");
        int dated = 0;
        for (JsonObject bill : server.all("/api/v1/bills?jurisdiction=ca")) {
            JsonObject event =
                    bill.isNull("last_event") ? JsonValue.EMPTY_JSON_OBJECT : bill.getJsonObject("last_event");
            Matcher said = day.matcher(
                    event.isEmpty() ? "" : event.getJsonObject("text").getString("en", ""));
            if (said.find()) {
                dated++;
                assertThat(event.getString("date"))
                        .as(bill.getString("key"))
                        .isEqualTo(LocalDate.parse(said.group(1), written).toString());
            }
        }
        assertThat(dated).isGreaterThan(3_900);
    }

    @Test
    void titles_of_blanks_only_are_none_and_no_word_keeps_markup() throws Exception {
        for (JsonObject bill : server.all("/api/v1/bills?jurisdiction=ca")) {
            for (String field : new String[] {"title", "short_title", "status_text"}) {
                assertThat(bill.getJsonObject(field).values())
                        .filteredOn(JsonString.class::isInstance)
                        .allMatch(text -> ((JsonString) text)
                                        .getString()
                                        .equals(((JsonString) text).getString().strip())
                                && !((JsonString) text).getString().isEmpty());
            }
        }
        for (JsonObject session : server.all("/api/v1/sessions?jurisdiction=ca")) {
            assertThat(session.getJsonObject("name").toString()).doesNotContain("<", "~");
        }
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

    @Test
    void the_warnings_of_the_run_name_exactly_what_differs() throws Exception {
        List<JsonObject> notices = notices();
        assertThat(notices).noneMatch(notice -> notice.getBoolean("rejected"));
        assertThat(said(notices, "totals-differ"))
                .hasSize(15)
                .allMatch(message ->
                        STRUCK.stream().anyMatch(each -> message.contains("ca/" + each.replace("/", "/house/") + ":")));
        assertThat(said(notices, "no-totals")).singleElement().asString().contains("ca/42-1/house/871");
    }

    @Test
    void members_without_id_whom_nobody_knows_are_warnings_and_no_members() throws Exception {
        List<JsonObject> unknown = notices().stream()
                .filter(notice -> notice.getString("code").equals("person-without-id"))
                .toList();
        assertThat(unknown)
                .anyMatch(notice -> notice.getString("file").endsWith("members-all-parliaments-2024-01.csv"))
                .allMatch(notice -> notice.getInt("line") > 0);
        assertThat(server.all("/api/v1/members?jurisdiction=ca"))
                .allMatch(member -> member.getString("key").matches("ca/[1-9]\\d*"));
    }

    @Test
    void files_of_no_known_format_are_warnings() throws Exception {
        List<String> files = notices().stream()
                .filter(notice -> notice.getString("code").equals("unrecognised-file"))
                .map(notice -> notice.getString("file"))
                .toList();
        assertThat(files)
                .contains("README.md", "legisinfo-legacy-xml-2018/bills.xml", "openparliament-api-2014/bills-p1.json")
                .filteredOn(file -> file.startsWith("hansard-xml/") && file.endsWith(".xml"))
                .hasSize(8);
    }

    private static List<String> said(List<JsonObject> notices, String code) {
        return notices.stream()
                .filter(notice -> notice.getString("code").equals(code))
                .map(notice -> notice.getString("message"))
                .toList();
    }

    private static List<JsonObject> notices() throws Exception {
        String run = server.get("/api/v1/etl/runs")
                .getJsonArray("data")
                .getJsonObject(0)
                .getString("url");
        List<JsonObject> notices = new ArrayList<>();
        for (String next = run + "?limit=500"; !next.isEmpty(); ) {
            JsonObject answer = server.get(next);
            notices.addAll(answer.getJsonObject("data").getJsonArray("warnings").getValuesAs(JsonObject.class));
            next = answer.getJsonObject("page").getString("next", "");
        }
        return notices;
    }

    /** Persons with several values of one thing while another stays. */
    private static Set<String> several(
            Function<RealFiles.Cast, String> values, Function<RealFiles.Cast, String> within) {
        return casts.entrySet().stream()
                .filter(each -> each.getValue().stream().map(values).distinct().count()
                        > each.getValue().stream().map(within).distinct().count())
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String subject(String division) throws Exception {
        return data("/api/v1/votes/ca/" + division.replace("/", "/house/"))
                .getJsonObject("subject")
                .getString("en");
    }

    /** A vote as the list beside the ballots would say it. */
    private static Map<String, String> row(JsonObject vote) {
        Map<String, String> row = new HashMap<>();
        row.put("vote_number", Integer.toString(vote.getInt("number")));
        row.put(
                "date",
                OffsetDateTime.parse(vote.getString("at")).toLocalDateTime().format(SECONDS));
        row.put("subject", vote.getJsonObject("subject").getString("en"));
        row.put(
                "bill_number",
                vote.isNull("bill") ? "" : vote.getJsonObject("bill").getString("number"));
        row.put("result", RESULTS.getOrDefault(vote.getString("result"), ""));
        row.put("yeas", announced(vote, "yea"));
        row.put("nays", announced(vote, "nay"));
        row.put("paired", announced(vote, "paired"));
        return row;
    }

    private static String announced(JsonObject vote, String name) {
        return vote.isNull("announced")
                ? ""
                : Integer.toString(vote.getJsonObject("announced").getInt(name));
    }

    /** All recorded ballots of a person as the files would say them. */
    private static List<RealFiles.Cast> ballots(String person) throws Exception {
        return server.all("/api/v1/members/ca/" + person + "/ballots").stream()
                .map(RealParliamentTest::cast)
                .toList();
    }

    private static RealFiles.Cast cast(JsonObject ballot) {
        String[] key = ballot.getString("key").split("/", -1);
        return new RealFiles.Cast(
                key[1] + "/" + key[3],
                key[4],
                ballot.getString("name_then"),
                ballot.getString("riding_then"),
                ballot.getJsonObject("party_then").getJsonObject("name").getString("en"),
                ballot.getString("choice"),
                ballot.getBoolean("paired"));
    }

    private static JsonObject data(String path) throws IOException, InterruptedException {
        return server.get(path).getJsonObject("data");
    }
}

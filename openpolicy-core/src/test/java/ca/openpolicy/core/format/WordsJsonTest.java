// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import static org.assertj.core.api.Assertions.assertThat;

import ca.openpolicy.core.Ballot;
import ca.openpolicy.core.BallotKey;
import ca.openpolicy.core.Bill;
import ca.openpolicy.core.BillChange;
import ca.openpolicy.core.BillField;
import ca.openpolicy.core.BillKey;
import ca.openpolicy.core.BillStatistics;
import ca.openpolicy.core.BillStatus;
import ca.openpolicy.core.BillText;
import ca.openpolicy.core.BillType;
import ca.openpolicy.core.Cause;
import ca.openpolicy.core.Chamber;
import ca.openpolicy.core.Choice;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.Freshness;
import ca.openpolicy.core.Identifier;
import ca.openpolicy.core.LastEvent;
import ca.openpolicy.core.MemberKey;
import ca.openpolicy.core.PartyKey;
import ca.openpolicy.core.PartyLine;
import ca.openpolicy.core.PartyTally;
import ca.openpolicy.core.Revision;
import ca.openpolicy.core.Run;
import ca.openpolicy.core.Sponsor;
import ca.openpolicy.core.Stage;
import ca.openpolicy.core.StageName;
import ca.openpolicy.core.StageState;
import ca.openpolicy.core.Tally;
import ca.openpolicy.core.Text;
import ca.openpolicy.core.Vote;
import ca.openpolicy.core.VoteContext;
import ca.openpolicy.core.VoteKey;
import ca.openpolicy.core.VoteResult;
import jakarta.json.Json;
import jakarta.json.stream.JsonGenerator;
import java.io.StringWriter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class WordsJsonTest {
    private static final Revision REVISION =
            new Revision(7, Instant.parse("2023-01-02T03:04:05Z"), Instant.parse("2023-04-27T10:00:00.5Z"));
    private static final WordsJson WORDS = WordsJson.plain();

    @Test
    void a_bill_is_written_field_by_field_as_the_interface_says() {
        assertThat(json(out ->
                        WORDS.write(Shapes.BILL, bill().with(Set.of(BillField.STATUS, BillField.SHORT_TITLE)), out)))
                .isEqualTo(compact(
                        """
                        {"id":"%s","key":"zz/44-1/C-11","url":"/api/v1/bills/zz/44-1/C-11",
                        "jurisdiction":"zz","session":"44-1","number":"C-11","chamber":"house","type":"government",
                        "title":{"en":"An Act","fr":"Loi"},"short_title":{"en":null,"fr":null},
                        "status":"royal_assent","status_text":{"en":"Royal assent received","fr":null},"law":true,
                        "sponsor":{"id":"%s","key":"zz/12","name":"Ann Example","url":"/api/v1/members/zz/12"},
                        "introduced":"2022-02-02",
                        "last_event":{"date":"2023-04-27","text":{"en":"Assent","fr":"Sanction"}},
                        "identifiers":[{"scheme":"legisinfo","value":"11752"}],"overrides":["short_title","status"],
                        "version":7,"created_at":"2023-01-02T03:04:05Z","updated_at":"2023-04-27T10:00:00.500Z",
                        "links":{"votes":"/api/v1/bills/zz/44-1/C-11/votes",
                        "history":"/api/v1/bills/zz/44-1/C-11/history",
                        "statistics":"/api/v1/bills/zz/44-1/C-11/statistics",
                        "text":"/api/v1/bills/zz/44-1/C-11/text"}}
                        """.formatted(bill().id(), MemberKey.parse("zz/12").id())));
    }

    @Test
    void a_bill_of_which_only_the_key_is_known_has_every_field_and_nulls_in_them() {
        assertThat(json(out -> WORDS.write(Shapes.BILL, Bill.stub(BillKey.parse("zz/44-1/C-11")), out)))
                .contains("\"chamber\":null,\"type\":null")
                .contains("\"title\":{\"en\":null,\"fr\":null}")
                .contains("\"status\":\"unknown\"")
                .contains(
                        "\"sponsor\":null,\"introduced\":null,\"last_event\":null,\"identifiers\":[],\"overrides\":[]")
                .contains("\"version\":0,\"created_at\":null,\"updated_at\":null");
    }

    @Test
    void a_sponsor_whose_member_is_not_known_has_a_name_and_nulls() {
        Bill bill = bill();
        Bill other = new Bill(
                bill.key(),
                bill.title(),
                bill.shortTitle(),
                bill.type(),
                bill.chamber(),
                bill.status(),
                bill.statusText(),
                Optional.of(new Sponsor("Ann Example", Optional.empty())),
                bill.introduced(),
                bill.lastEvent(),
                bill.stages(),
                bill.identifiers(),
                bill.revision());

        assertThat(json(out -> WORDS.write(Shapes.BILL, other, out)))
                .contains("\"sponsor\":{\"id\":null,\"key\":null,\"name\":\"Ann Example\",\"url\":null}");
    }

    @Test
    void stages_are_written_when_asked_for() {
        assertThat(json(out -> WORDS.including(Include.STAGES).write(Shapes.BILL, bill(), out)))
                .contains("\"stages\":[{\"chamber\":\"house\",\"stage\":\"first_reading\",\"state\":\"completed\","
                        + "\"date\":\"2022-02-02\",\"committee\":{\"en\":null,\"fr\":null}}]");
    }

    @Test
    void one_language_keeps_the_object_and_falls_back_to_the_other() {
        assertThat(json(out -> WORDS.in(Language.FR).write(Shapes.BILL, bill(), out)))
                .contains("\"title\":{\"en\":null,\"fr\":\"Loi\"}")
                .contains("\"status_text\":{\"en\":null,\"fr\":\"Royal assent received\"}");
    }

    @Test
    void a_vote_is_written_field_by_field_as_the_interface_says() {
        assertThat(json(out -> WORDS.write(Shapes.VOTE, vote(), out)))
                .isEqualTo(compact("""
                        {"id":"%s","key":"zz/44-1/house/928","url":"/api/v1/votes/zz/44-1/house/928",
                        "jurisdiction":"zz","session":"44-1","chamber":"house","number":928,
                        "at":"2024-12-17T18:45:00-05:00","date":"2024-12-17","subject":{"en":"Motion","fr":null},
                        "context":"legislative_process","result":"agreed",
                        "bill":{"id":"%s","key":"zz/44-1/C-11","number":"C-11","url":"/api/v1/bills/zz/44-1/C-11"},
                        "announced":null,"recorded":{"yea":175,"nay":152,"paired":8},
                        "identifiers":[],"version":7,
                        "created_at":"2023-01-02T03:04:05Z","updated_at":"2023-04-27T10:00:00.500Z",
                        "links":{"ballots":"/api/v1/votes/zz/44-1/house/928/ballots",
                        "parties":"/api/v1/votes/zz/44-1/house/928/parties","bill":"/api/v1/bills/zz/44-1/C-11"}}
                        """.formatted(vote().id(), bill().id())));
    }

    @Test
    void a_ballot_is_written_field_by_field_as_the_interface_says() {
        Ballot ballot = new Ballot(
                BallotKey.parse("zz/44-1/house/928/12"),
                LocalDate.of(2024, 12, 17),
                Choice.YEA,
                true,
                false,
                Optional.empty(),
                "Ann Example",
                Optional.of(PartyKey.parse("zz/reds")),
                Optional.of("Lakeside"));
        WordsJson named = WORDS.with(party -> Text.of("Reds", "Rouges"));

        assertThat(json(out -> named.write(Shapes.BALLOT, ballot, out))).isEqualTo(compact("""
                        {"id":"%s","key":"zz/44-1/house/928/12","url":"/api/v1/ballots/zz/44-1/house/928/12",
                        "vote":{"id":"%s","key":"zz/44-1/house/928","date":"2024-12-17",
                        "url":"/api/v1/votes/zz/44-1/house/928"},
                        "member":{"id":"%s","key":"zz/12","url":"/api/v1/members/zz/12"},
                        "choice":"yea","paired":true,"dissent":false,"derived":false,"basis":null,
                        "name_then":"Ann Example",
                        "party_then":{"key":"zz/reds","name":{"en":"Reds","fr":"Rouges"}},
                        "riding_then":"Lakeside"}
                        """.formatted(
                ballot.id(), ballot.key().vote().id(), ballot.key().member().id())));
    }

    @Test
    void approval_has_two_decimals_and_is_null_when_nobody_voted() {
        BillStatistics statistics = new BillStatistics(
                bill().id(), List.of(entry(2, new Tally(1, 1, 0), 2), entry(3, new Tally(0, 0, 4), 4)));

        assertThat(json(out -> WORDS.write(Shapes.BILL_STATISTICS, statistics, out)))
                .contains("\"url\":\"/api/v1/bills/" + bill().id() + "\"},\"approval_percentage\":50.00,\"decisive\":{")
                .contains("\"yea\":0,\"nay\":0,\"paired\":4,\"participating\":4,\"approval_percentage\":null}]}");
    }

    @Test
    void a_change_holds_the_json_of_before_and_after() {
        BillChange change = new BillChange(
                2,
                Instant.EPOCH,
                Cause.PROGRAM,
                List.of(new BillChange.Change("title", "{\"en\":null}", "{\"en\":\"A\"}")));

        assertThat(json(out -> WORDS.write(Shapes.BILL_CHANGE, change, out)))
                .isEqualTo("{\"version\":2,\"at\":\"1970-01-01T00:00:00Z\",\"cause\":{\"kind\":\"program\","
                        + "\"reference\":null},\"changes\":[{\"field\":\"title\",\"before\":{\"en\":null},"
                        + "\"after\":{\"en\":\"A\"}}]}");
    }

    @Test
    void runs_notices_and_freshness_say_what_is_not_there_yet() {
        Run run =
                new Run(new EntityId(5), "files", Run.State.RUNNING, Instant.EPOCH, Optional.empty(), Run.Counts.NONE);

        assertThat(json(out -> WORDS.write(Shapes.FRESHNESS, new Freshness("files", run, Optional.empty()), out)))
                .contains("\"source\":\"files\",\"last_run\":{\"id\":\"0000000000005\"")
                .contains("\"url\":\"/api/v1/etl/runs/0000000000005\"")
                .contains("\"finished\":null,\"counts\":{\"files\":0,\"read\":0")
                .endsWith("\"last_success\":null}");
        assertThat(json(out -> WORDS.write(Shapes.NOTICE, new Run.Notice("odd", false, "a.xml", 0, "it is odd"), out)))
                .isEqualTo("{\"code\":\"odd\",\"rejected\":false,\"file\":\"a.xml\",\"line\":null,"
                        + "\"message\":\"it is odd\"}");
    }

    @Test
    void the_tally_of_a_party_and_the_text_of_a_bill_are_written() {
        PartyTally tally = new PartyTally(PartyKey.parse("zz/reds"), 1, 2, 3, 4, PartyLine.FREE, 5);
        BillText text = new BillText(
                bill().key(), "fr", "", Optional.empty(), List.of(new BillText.Section("1", "", "Un mot")));

        assertThat(json(out -> WORDS.write(Shapes.PARTY_TALLY, tally, out)))
                .isEqualTo("{\"party\":{\"key\":\"zz/reds\",\"name\":{\"en\":null,\"fr\":null}},\"yea\":1,\"nay\":2,"
                        + "\"paired\":3,\"absent\":4,\"majority\":\"free\",\"dissents\":5}");
        assertThat(json(out -> WORDS.write(Shapes.BILL_TEXT, text, out)))
                .endsWith("\"language\":\"fr\",\"stage\":null,\"date\":null,"
                        + "\"sections\":[{\"label\":\"1\",\"heading\":null,\"text\":\"Un mot\"}]}");
    }

    private static BillStatistics.Entry entry(int number, Tally tally, int participating) {
        VoteKey key = VoteKey.parse("zz/44-1/house/" + number);
        return new BillStatistics.Entry(key, LocalDate.of(2024, 1, number), VoteResult.TIE, tally, participating);
    }

    private static Bill bill() {
        return new Bill(
                BillKey.parse("zz/44-1/C-11"),
                Text.of("An Act", "Loi"),
                Text.NONE,
                Optional.of(BillType.GOVERNMENT),
                Optional.of(Chamber.HOUSE),
                BillStatus.ROYAL_ASSENT,
                Text.english("Royal assent received"),
                Optional.of(new Sponsor("Ann Example", Optional.of(MemberKey.parse("zz/12")))),
                Optional.of(LocalDate.of(2022, 2, 2)),
                Optional.of(new LastEvent(LocalDate.of(2023, 4, 27), Text.of("Assent", "Sanction"))),
                List.of(new Stage(
                        Optional.of(Chamber.HOUSE),
                        StageName.FIRST_READING,
                        StageState.COMPLETED,
                        Optional.of(LocalDate.of(2022, 2, 2)),
                        Text.NONE)),
                List.of(new Identifier("legisinfo", "11752")),
                REVISION);
    }

    private static Vote vote() {
        return new Vote(
                VoteKey.parse("zz/44-1/house/928"),
                LocalDate.of(2024, 12, 17),
                Optional.of(OffsetDateTime.parse("2024-12-17T18:45-05:00")),
                Text.english("Motion"),
                Optional.of(VoteContext.LEGISLATIVE_PROCESS),
                VoteResult.AGREED,
                Optional.of(bill().key()),
                Optional.empty(),
                new Tally(175, 152, 8),
                List.of(),
                List.of(),
                REVISION);
    }

    private static String compact(String lines) {
        return lines.replace("\n", "");
    }

    private static String json(Consumer<JsonGenerator> writing) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = Json.createGenerator(text)) {
            writing.accept(out);
        }
        return text.toString();
    }
}

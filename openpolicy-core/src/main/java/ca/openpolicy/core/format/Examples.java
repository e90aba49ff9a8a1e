// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.Ballot;
import ca.openpolicy.core.BallotKey;
import ca.openpolicy.core.Basis;
import ca.openpolicy.core.Bill;
import ca.openpolicy.core.BillChange;
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
import ca.openpolicy.core.Jurisdiction;
import ca.openpolicy.core.JurisdictionKey;
import ca.openpolicy.core.LastEvent;
import ca.openpolicy.core.Member;
import ca.openpolicy.core.MemberKey;
import ca.openpolicy.core.Membership;
import ca.openpolicy.core.Party;
import ca.openpolicy.core.PartyKey;
import ca.openpolicy.core.PartyLine;
import ca.openpolicy.core.PartyTally;
import ca.openpolicy.core.PersonName;
import ca.openpolicy.core.Revision;
import ca.openpolicy.core.Run;
import ca.openpolicy.core.Session;
import ca.openpolicy.core.SessionKey;
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
import ca.openpolicy.core.VoteSummary;
import ca.openpolicy.core.event.Aggregate;
import ca.openpolicy.core.event.Event;
import ca.openpolicy.core.event.EventFeed;
import ca.openpolicy.core.event.FeedPosition;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Words of an invented legislature, for the documentation. */
final class Examples {
    static final Party PARTY =
            new Party(PartyKey.parse("zz/lantern"), Text.of("Lantern Party", "Parti de la Lanterne"));

    static final Names NAMES = key -> key.equals(PARTY.key()) ? PARTY.name() : Text.NONE;

    static final Jurisdiction JURISDICTION = new Jurisdiction(
            JurisdictionKey.parse("zz"),
            Text.of("Legislature of Zedland", "Législature de la Zédie"),
            ZoneId.of("America/Toronto"),
            Text.of("Invented for this documentation.", "Inventé pour cette documentation."));

    static final Session SESSION = new Session(
            SessionKey.parse("zz/44-1"),
            Text.of("44th Parliament, 1st session", "44e législature, 1re session"),
            Optional.of(LocalDate.of(2021, 11, 22)),
            Optional.of(LocalDate.of(2025, 1, 6)),
            new Session.Counts(4, 3, 12, 5));

    static final Identifier IDENTIFIER = new Identifier("legisinfo", "90011");

    private static final LocalDate INTRODUCED = LocalDate.of(2022, 2, 2);
    private static final LocalDate DECIDED = LocalDate.of(2022, 6, 21);

    private static final Revision REVISION =
            new Revision(3, Instant.parse("2022-02-03T05:00:00Z"), Instant.parse("2022-06-24T05:00:00Z"));

    static final Membership MEMBERSHIP = new Membership(
            Optional.empty(),
            Optional.of(PARTY.key()),
            Optional.of("Lakeside"),
            Optional.of("Northshore"),
            Chamber.HOUSE,
            LocalDate.of(2021, 9, 20),
            Optional.empty(),
            Basis.SOURCE);

    static final Member MEMBER = new Member(
            MemberKey.parse("zz/1001"),
            PersonName.of("Ann", "Example"),
            Optional.of(MEMBERSHIP),
            Optional.of(URI.create("https://legislature.example/photos/1001.jpg")),
            List.of(new Identifier("register", "1001")),
            List.of(MEMBERSHIP),
            REVISION);

    static final Sponsor SPONSOR = new Sponsor(MEMBER.name().full(), Optional.of(MEMBER.key()));

    static final LastEvent LAST_EVENT =
            new LastEvent(LocalDate.of(2022, 6, 23), Text.of("Royal assent", "Sanction royale"));

    static final Stage STAGE = new Stage(
            Optional.of(Chamber.HOUSE),
            StageName.FIRST_READING,
            StageState.COMPLETED,
            Optional.of(INTRODUCED),
            Text.NONE);

    static final Bill BILL = new Bill(
            BillKey.parse("zz/44-1/C-11"),
            Text.of("An Act respecting examples", "Loi concernant les exemples"),
            Text.of("Examples Act", "Loi sur les exemples"),
            Optional.of(BillType.GOVERNMENT),
            Optional.of(Chamber.HOUSE),
            BillStatus.ROYAL_ASSENT,
            Text.of("Royal assent received", "Sanction royale reçue"),
            Optional.of(SPONSOR),
            Optional.of(INTRODUCED),
            Optional.of(LAST_EVENT),
            List.of(STAGE),
            List.of(IDENTIFIER),
            REVISION);

    static final PartyTally PARTY_TALLY = new PartyTally(PARTY.key(), 3, 1, 0, 1, PartyLine.FREE, 0);

    static final Vote VOTE = new Vote(
            VoteKey.parse("zz/44-1/house/2"),
            DECIDED,
            Optional.of(OffsetDateTime.parse("2022-06-21T15:30:00-04:00")),
            Text.of("3rd reading of Bill C-11", "3e lecture du projet de loi C-11"),
            Optional.of(VoteContext.LEGISLATIVE_PROCESS),
            VoteResult.AGREED,
            Optional.of(BILL.key()),
            Optional.of(new Tally(3, 1, 0)),
            new Tally(3, 1, 0),
            List.of(PARTY_TALLY),
            List.of(),
            REVISION);

    static final Ballot BALLOT = new Ballot(
            BallotKey.parse("zz/44-1/house/2/1001"),
            DECIDED,
            Choice.YEA,
            false,
            false,
            Optional.empty(),
            MEMBER.name().full(),
            Optional.of(PARTY.key()),
            Optional.of("Lakeside"));

    static final BillStatistics BILL_STATISTICS = new BillStatistics(
            BILL.id(), List.of(new BillStatistics.Entry(VOTE.key(), DECIDED, VoteResult.AGREED, VOTE.recorded(), 4)));

    static final VoteSummary VOTE_SUMMARY = VoteSummary.of(BILL_STATISTICS, Optional.of(REVISION.updated()));

    static final Run RUN = new Run(
            EntityId.of("run", "example"),
            "zedland",
            Run.State.SUCCEEDED_WITH_REJECTIONS,
            Instant.parse("2022-06-24T05:00:00Z"),
            Optional.of(Instant.parse("2022-06-24T05:00:07Z")),
            new Run.Counts(6, 24, 2, 3, 18, 1, 0));

    static final Run.Notice NOTICE = new Run.Notice(
            "missing-title", true, "bills/44-1.ndjson", 4, "/title: must be given in one language at least");

    static final Freshness FRESHNESS = new Freshness("zedland", RUN, RUN.finished());

    static final BillChange BILL_CHANGE = new BillChange(
            3,
            REVISION.updated(),
            Cause.run(RUN.id()),
            List.of(new BillChange.Change("status", "\"senate_third_reading\"", "\"royal_assent\"")));

    static final BillText BILL_TEXT = new BillText(
            BILL.key(),
            "en",
            "first-reading-house",
            Optional.of(INTRODUCED),
            List.of(new BillText.Section("1", "Short title", "This Act may be cited as the Examples Act.")));

    static final EventFeed.Entry CHANGE = new EventFeed.Entry(
            new Event(
                    new UUID(0x01968a1b_2c3d_7000L, 0x8000_0000_0000_0001L),
                    "bill.deleted",
                    REVISION.updated(),
                    "openpolicy",
                    1,
                    new Aggregate("bill", BILL.id().toString(), REVISION.version()),
                    Optional.empty(),
                    Schemas.text(json -> {
                        json.writeStartObject();
                        json.writeKey("bill");
                        WordsJson.plain().selecting(Set.of("id", "key", "url")).write(BillShape.SHAPE, BILL, json);
                        json.writeEnd();
                    })),
            FeedPosition.parse("s0:17~s1:4"));

    private Examples() {}
}

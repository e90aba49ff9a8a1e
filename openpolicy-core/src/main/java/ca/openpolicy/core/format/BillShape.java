// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.Bill;
import ca.openpolicy.core.BillField;
import ca.openpolicy.core.BillKey;
import ca.openpolicy.core.BillStatus;
import ca.openpolicy.core.BillType;
import ca.openpolicy.core.Chamber;
import ca.openpolicy.core.Identifier;
import ca.openpolicy.core.InvalidValueException;
import ca.openpolicy.core.LastEvent;
import ca.openpolicy.core.MemberKey;
import ca.openpolicy.core.Revision;
import ca.openpolicy.core.Sponsor;
import ca.openpolicy.core.Stage;
import ca.openpolicy.core.StageName;
import ca.openpolicy.core.StageState;
import ca.openpolicy.core.Text;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A bill. */
final class BillShape implements Reading.Part<Bill> {
    static final Shape<Sponsor> SPONSOR = ShapeBuilder.<Sponsor>named("BillSponsor", "Who stands behind a bill.")
            .maybe(
                    "id",
                    "The member's identifier; null where no source says who it is.",
                    Types.ID,
                    sponsor -> sponsor.member().map(MemberKey::id))
            .maybe(
                    "key",
                    "The member's natural key; null where no source says who it is.",
                    Types.STRING,
                    sponsor -> sponsor.member().map(MemberKey::canonical))
            .of("name", "The name as the source writes it.", Types.STRING, Sponsor::name)
            .maybe(
                    "url",
                    "Where the member is found; null where no source says who it is.",
                    Types.offTable(Types.ADDRESS),
                    sponsor -> sponsor.member().map(Kind::url))
            .resource(
                    Included.SPONSOR,
                    "The whole member, if asked for; null where it is not known.",
                    () -> MemberShape.SHAPE,
                    sponsor -> sponsor.member().map(MemberKey::id))
            .like(() -> Examples.SPONSOR);

    private static final Shape<LastEvent> LAST_EVENT = ShapeBuilder.<LastEvent>named(
                    "BillLastEvent", "The latest thing that happened to a bill.")
            .of("date", "The day, in the legislature's own time zone.", Types.DATE, LastEvent::date)
            .of("text", "What happened.", Types.TEXT, LastEvent::text)
            .like(() -> Examples.LAST_EVENT);

    private static final Shape<Stage> STAGE = ShapeBuilder.<Stage>named("Stage", "A stage of a bill.")
            .maybe("chamber", "Where; null for royal assent.", Types.code(Chamber.class), Stage::chamber)
            .of("stage", "Which stage.", Types.code(StageName.class), Stage::name)
            .of("state", "How far the bill came in it.", Types.code(StageState.class), Stage::state)
            .maybe("date", "The day of that state, in the legislature's own time zone.", Types.DATE, Stage::date)
            .of("committee", "The committee's name.", Types.TEXT, Stage::committee)
            .like(() -> Examples.STAGE);

    private static final Shape<BillKey> LINKS = ShapeBuilder.<BillKey>named(
                    "BillLinks", "What else there is about a bill.")
            .link("votes", "The divisions about it.", key -> Kind.url(key) + "/votes")
            .link("history", "Its versions.", key -> Kind.url(key) + "/history")
            .link("statistics", "How its divisions went.", key -> Kind.url(key) + "/statistics")
            .link("text", "Its text.", key -> Kind.url(key) + "/text")
            .like(() -> Examples.BILL.key());

    static final Shape<Bill> SHAPE = ShapeBuilder.<Bill>named("Bill", "A bill of a session.")
            .identity(Bill::key)
            .of(
                    "jurisdiction",
                    "The legislature's code.",
                    Types.STRING,
                    bill -> bill.key().session().jurisdiction().code())
            .of(
                    "session",
                    "The session, such as 44-1.",
                    Types.STRING,
                    bill -> bill.key().session().code())
            .of(
                    "number",
                    "The bill's number, such as C-11.",
                    Types.STRING,
                    bill -> bill.key().number().toString())
            .maybe("chamber", "Where it was introduced.", Types.code(Chamber.class), Bill::chamber)
            .maybe("type", "Who brought it in, and how.", Types.code(BillType.class), Bill::type)
            .of("title", "The long title.", Types.TEXT, Bill::title)
            .of("short_title", "The short title, where it has one.", Types.TEXT, Bill::shortTitle)
            .of("status", "Where it stands.", Types.code(BillStatus.class), Bill::status)
            .of("status_text", "Where it stands, in the legislature's own words.", Types.TEXT, Bill::statusText)
            .of("law", "Whether it received royal assent.", Types.FLAG, Bill::law)
            .maybe("sponsor", "Who stands behind it.", Types.object(SPONSOR), Bill::sponsor)
            .maybe("introduced", "The day of first reading.", Types.DATE, Bill::introduced)
            .maybe("last_event", "The latest thing that happened to it.", Types.object(LAST_EVENT), Bill::lastEvent)
            .part(Include.STAGES, "stages", "Its stages, if asked for.", Types.object(STAGE), Bill::stages)
            .included(
                    Included.VOTES,
                    "votes",
                    "The divisions about it, if asked for.",
                    Types.listOf(Types.whole(() -> VoteShape.SHAPE)),
                    Bill::id)
            .included(
                    Included.STATISTICS,
                    "statistics",
                    "How its divisions went, if asked for.",
                    Types.whole(() -> BillStatisticsShape.SHAPE),
                    Bill::id)
            .included(
                    Included.VOTE_SUMMARY,
                    "vote_summary",
                    "How many divisions it has had and how they ended, if asked for.",
                    Types.whole(() -> VoteSummaryShape.SHAPE),
                    Bill::id)
            .of("identifiers", "What the sources call it.", Parts.IDENTIFIERS, Bill::identifiers)
            .of(
                    "overrides",
                    "The fields that a person wrote and that imports therefore leave alone.",
                    Types.codes(BillField.class),
                    bill -> bill.overrides().stream()
                            .sorted(Comparator.comparing(BillField::code))
                            .toList())
            .revision(Bill::revision)
            .of("links", "What else there is about it.", Types.offTable(Types.object(LINKS)), Bill::key)
            .like(() -> Examples.BILL);

    @Override
    public Optional<Bill> read(Reading in) {
        Optional<BillKey> key = key(in);
        Optional<Chamber> chamber = in.code("chamber", Chamber.class);
        Optional<BillType> type = in.code("type", BillType.class);
        Text title = in.text("title");
        Text shortTitle = in.text("short_title");
        BillStatus status = status(in);
        Text statusText = in.text("status_text");
        Optional<Sponsor> sponsor = in.object("sponsor", BillShape::sponsor);
        Optional<LocalDate> introduced = in.date("introduced");
        Optional<LastEvent> lastEvent = in.object("last_event", BillShape::lastEvent);
        List<Stage> stages = in.list("stages", BillShape::stage);
        List<Identifier> identifiers = in.list("identifiers", Parts::identifier);
        Set<BillField> overrides = in.codes("overrides", BillField.class);
        Revision revision = Parts.revision(in);
        in.ignore("links");
        in.ignore("votes");
        in.ignore("statistics");
        in.ignore("vote_summary");
        return in.word(() -> new Bill(
                key.orElseThrow(),
                title,
                shortTitle,
                type,
                chamber,
                status,
                statusText,
                sponsor,
                introduced,
                lastEvent,
                stages,
                identifiers,
                overrides,
                revision));
    }

    private static Optional<BillKey> key(Reading in) {
        Optional<BillKey> key = in.identity(BillKey::parse);
        in.same("kind", Optional.of(Kind.BILL.code()));
        in.same("jurisdiction", key.map(each -> each.session().jurisdiction().code()));
        in.same("session", key.map(each -> each.session().code()));
        in.same("number", key.map(each -> each.number().toString()));
        return key;
    }

    private static BillStatus status(Reading in) {
        BillStatus status = in.code("status", BillStatus.class).orElse(BillStatus.UNKNOWN);
        boolean law = status == BillStatus.ROYAL_ASSENT;
        in.flag("law")
                .filter(found -> found != law)
                .ifPresent(found -> in.fault("law", "does not agree with the status: must be " + law));
        return status;
    }

    private static Optional<Sponsor> sponsor(Reading in) {
        Optional<String> name = in.required("name", in.string("name"));
        Optional<MemberKey> member = in.value("url", "a member's address", BillShape::memberAt);
        Optional<MemberKey> known = in.key("key", MemberKey::parse).or(() -> member);
        in.same("id", known.map(each -> each.id().toString()));
        in.same("url", known.map(Kind::url));
        in.ignore("resource");
        return in.word(() -> new Sponsor(name.orElseThrow(), known));
    }

    private static MemberKey memberAt(String url) {
        return MemberKey.parse(Kind.MEMBER
                .keyIn(url)
                .orElseThrow(() ->
                        InvalidValueException.of("url", url, "a member's address such as /api/v1/members/ca/89156")));
    }

    private static Optional<LastEvent> lastEvent(Reading in) {
        Optional<LocalDate> date = in.required("date", in.date("date"));
        Text text = in.text("text");
        return in.word(() -> new LastEvent(date.orElseThrow(), text));
    }

    private static Optional<Stage> stage(Reading in) {
        Optional<Chamber> chamber = in.code("chamber", Chamber.class);
        Optional<StageName> name = in.required("stage", in.code("stage", StageName.class));
        StageState state = in.code("state", StageState.class).orElse(StageState.UNKNOWN);
        Optional<LocalDate> date = in.date("date");
        Text committee = in.text("committee");
        return in.word(() -> new Stage(chamber, name.orElseThrow(), state, date, committee));
    }
}

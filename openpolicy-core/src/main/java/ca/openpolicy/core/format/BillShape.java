// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.Bill;
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
import java.util.List;
import java.util.Optional;

/** A bill. */
final class BillShape implements WordShape<Bill> {
    @Override
    public void write(Bill bill, Pen pen) {
        key(bill.key(), pen);
        pen.code("chamber", bill.chamber());
        pen.code("type", bill.type());
        pen.text("title", bill.title());
        pen.text("short_title", bill.shortTitle());
        pen.code("status", bill.status());
        pen.text("status_text", bill.statusText());
        pen.flag("law", bill.law());
        pen.optional("sponsor", bill.sponsor(), BillShape::sponsor);
        pen.date("introduced", bill.introduced());
        pen.optional("last_event", bill.lastEvent(), BillShape::lastEvent);
        if (pen.wants(Include.STAGES)) {
            pen.list("stages", bill.stages(), BillShape::stage);
        }
        pen.list("identifiers", bill.identifiers(), Parts::identifier);
        Parts.revision(bill.revision(), pen);
        pen.object("links", bill.key(), BillShape::links);
    }

    private static void key(BillKey key, Pen pen) {
        pen.identity(key);
        pen.string("jurisdiction", key.session().jurisdiction().code());
        pen.string("session", key.session().code());
        pen.string("number", key.number().toString());
    }

    private static void sponsor(Sponsor sponsor, Pen pen) {
        pen.string("id", sponsor.member().map(member -> member.id().toString()));
        pen.string("name", sponsor.name());
        pen.string("url", sponsor.member().map((MemberKey member) -> Kind.url(member)));
    }

    private static void lastEvent(LastEvent event, Pen pen) {
        pen.date("date", event.date());
        pen.text("text", event.text());
    }

    private static void stage(Stage stage, Pen pen) {
        pen.code("chamber", stage.chamber());
        pen.code("stage", stage.name());
        pen.code("state", stage.state());
        pen.date("date", stage.date());
        pen.text("committee", stage.committee());
    }

    private static void links(BillKey key, Pen pen) {
        String url = Kind.url(key);
        pen.string("votes", url + "/votes");
        pen.string("history", url + "/history");
        pen.string("statistics", url + "/statistics");
        pen.string("text", url + "/text");
    }

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
        Revision revision = Parts.revision(in);
        in.ignore("links");
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

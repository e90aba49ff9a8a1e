// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.Bill;
import ca.openpolicy.core.BillKey;
import ca.openpolicy.core.LastEvent;
import ca.openpolicy.core.MemberKey;
import ca.openpolicy.core.Sponsor;
import ca.openpolicy.core.Stage;

/** A bill. */
final class BillShape implements Shape<Bill> {
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
        pen.object("sponsor", bill.sponsor(), BillShape::sponsor);
        pen.date("introduced", bill.introduced());
        pen.object("last_event", bill.lastEvent(), BillShape::lastEvent);
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
}

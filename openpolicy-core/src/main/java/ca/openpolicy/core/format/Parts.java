// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.BillKey;
import ca.openpolicy.core.Identifier;
import ca.openpolicy.core.Revision;
import ca.openpolicy.core.Tally;
import java.util.Optional;

/** The shapes of what several words have in them. */
final class Parts {
    private Parts() {}

    static void identifier(Identifier identifier, Pen pen) {
        pen.string("scheme", identifier.scheme());
        pen.string("value", identifier.value());
    }

    static void tally(Tally tally, Pen pen) {
        pen.number("yea", tally.yea());
        pen.number("nay", tally.nay());
        pen.number("paired", tally.paired());
    }

    static void bill(BillKey bill, Pen pen) {
        pen.id("id", bill.id());
        pen.string("key", bill.canonical());
        pen.string("number", bill.number().toString());
        pen.string("url", Kind.url(bill));
    }

    /** Writes the revision's fields; what was never stored has version 0 and no times. */
    static void revision(Revision revision, Pen pen) {
        Optional<Revision> stored = Optional.of(revision).filter(each -> each.version() > 0);
        pen.number("version", revision.version());
        pen.instant("created_at", stored.map(Revision::created));
        pen.instant("updated_at", stored.map(Revision::updated));
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.BillKey;
import ca.openpolicy.core.Identifier;
import ca.openpolicy.core.PartyKey;
import ca.openpolicy.core.Revision;
import ca.openpolicy.core.Tally;
import ca.openpolicy.core.Text;
import java.time.Instant;
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

    static Optional<Identifier> identifier(Reading in) {
        Optional<String> scheme = in.required("scheme", in.string("scheme"));
        Optional<String> value = in.required("value", in.string("value"));
        return in.word(() -> new Identifier(scheme.orElseThrow(), value.orElseThrow()));
    }

    static Optional<Tally> tally(Reading in) {
        int yea = in.smallCount("yea");
        int nay = in.smallCount("nay");
        int paired = in.smallCount("paired");
        return in.word(() -> new Tally(yea, nay, paired));
    }

    static Optional<BillKey> bill(Reading in) {
        Optional<BillKey> key = in.identity(BillKey::parse);
        in.same("number", key.map(each -> each.number().toString()));
        return in.word(key::orElseThrow);
    }

    static Optional<PartyKey> party(Reading in) {
        Optional<PartyKey> key = in.required("key", in.key("key", PartyKey::parse));
        Text name = in.text("name");
        key.ifPresent(party -> in.name(party, name));
        return in.word(key::orElseThrow);
    }

    static Revision revision(Reading in) {
        long version = in.count("version");
        Optional<Instant> created = in.instant("created_at");
        Optional<Instant> updated = in.instant("updated_at");
        return version == 0
                ? Revision.NONE
                : new Revision(version, created.orElse(Instant.EPOCH), updated.orElse(Instant.EPOCH));
    }
}

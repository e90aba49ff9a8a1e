// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.BillKey;
import ca.openpolicy.core.Identifier;
import ca.openpolicy.core.PartyKey;
import ca.openpolicy.core.Revision;
import ca.openpolicy.core.Tally;
import ca.openpolicy.core.Text;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The shapes of what several words have in them. */
final class Parts {
    private static final Shape<Identifier> IDENTIFIER = ShapeBuilder.<Identifier>named(
                    "Identifier", "What a source calls something.")
            .of("scheme", "Whose identifier it is, such as legisinfo.", Types.STRING, Identifier::scheme)
            .of("value", "The identifier.", Types.STRING, Identifier::value)
            .like(() -> Examples.IDENTIFIER);

    static final Type<List<Identifier>> IDENTIFIERS = Types.identifiers(Types.object(IDENTIFIER));

    static final Shape<Tally> TALLY = ShapeBuilder.<Tally>named("Tally", "The totals of a division.")
            .of("yea", "How many voted yea.", Types.INTEGER, Tally::yea)
            .of("nay", "How many voted nay.", Types.INTEGER, Tally::nay)
            .of("paired", "How many were paired.", Types.INTEGER, Tally::paired)
            .like(() -> Examples.VOTE.recorded());

    static final Shape<PartyKey> PARTY = ShapeBuilder.<PartyKey>named("PartyReference", "A party.")
            .key(key -> key)
            .known(
                    "name",
                    "The name that the legislature uses.",
                    Types.TEXT,
                    (key, words) -> Optional.of(words.names().party(key)))
            .like(() -> Examples.PARTY.key());

    private Parts() {}

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
        in.ignore("resource");
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

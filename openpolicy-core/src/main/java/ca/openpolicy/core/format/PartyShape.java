// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.Party;
import ca.openpolicy.core.PartyKey;
import ca.openpolicy.core.Text;
import java.util.Optional;

/** A party. */
final class PartyShape implements Reading.Part<Party> {
    static final Shape<Party> SHAPE = ShapeBuilder.<Party>named("Party", "A party or caucus of a legislature.")
            .identity(Party::key)
            .of(
                    "jurisdiction",
                    "The legislature's code.",
                    Types.STRING,
                    party -> party.key().jurisdiction().code())
            .of("name", "The name that the legislature uses.", Types.TEXT, Party::name)
            .like(() -> Examples.PARTY);

    @Override
    public Optional<Party> read(Reading in) {
        Optional<PartyKey> key = in.identity(PartyKey::parse);
        in.same("kind", Optional.of(Kind.PARTY.code()));
        in.same("jurisdiction", key.map(each -> each.jurisdiction().code()));
        Text name = in.text("name");
        return in.word(() -> new Party(key.orElseThrow(), name));
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.Party;
import ca.openpolicy.core.PartyKey;
import ca.openpolicy.core.Text;
import java.util.Optional;

/** A party. */
final class PartyShape implements WordShape<Party> {
    @Override
    public void write(Party party, Pen pen) {
        pen.identity(party.key());
        pen.string("jurisdiction", party.key().jurisdiction().code());
        pen.text("name", party.name());
    }

    @Override
    public Optional<Party> read(Reading in) {
        Optional<PartyKey> key = in.identity(PartyKey::parse);
        in.same("kind", Optional.of(Kind.PARTY.code()));
        in.same("jurisdiction", key.map(each -> each.jurisdiction().code()));
        Text name = in.text("name");
        return in.word(() -> new Party(key.orElseThrow(), name));
    }
}

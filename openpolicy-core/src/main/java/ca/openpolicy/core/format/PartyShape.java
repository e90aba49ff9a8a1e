// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.Party;

/** A party. */
final class PartyShape implements Shape<Party> {
    @Override
    public void write(Party party, Pen pen) {
        pen.identity(party.key());
        pen.string("jurisdiction", party.key().jurisdiction().code());
        pen.text("name", party.name());
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.PartyTally;

/** How a party voted in a division. */
final class PartyTallyShape implements Shape<PartyTally> {
    @Override
    public void write(PartyTally tally, Pen pen) {
        pen.party("party", tally.party());
        pen.number("yea", tally.yea());
        pen.number("nay", tally.nay());
        pen.number("paired", tally.paired());
        pen.number("absent", tally.absent());
        pen.code("majority", tally.line());
        pen.number("dissents", tally.dissents());
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.PartyKey;
import ca.openpolicy.core.PartyLine;
import ca.openpolicy.core.PartyTally;
import java.util.Optional;

/** How a party voted in a division. */
final class PartyTallyShape implements WordShape<PartyTally> {
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

    @Override
    public Optional<PartyTally> read(Reading in) {
        Optional<PartyKey> party = in.required("party", in.object("party", Parts::party));
        int yea = in.smallCount("yea");
        int nay = in.smallCount("nay");
        int paired = in.smallCount("paired");
        int absent = in.smallCount("absent");
        Optional<PartyLine> line = in.required("majority", in.code("majority", PartyLine.class));
        int dissents = in.smallCount("dissents");
        return in.word(
                () -> new PartyTally(party.orElseThrow(), yea, nay, paired, absent, line.orElseThrow(), dissents));
    }
}

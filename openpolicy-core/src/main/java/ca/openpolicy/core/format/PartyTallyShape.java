// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.PartyKey;
import ca.openpolicy.core.PartyLine;
import ca.openpolicy.core.PartyTally;
import java.util.Optional;

/** How a party voted in a division. */
final class PartyTallyShape implements Reading.Part<PartyTally> {
    static final Shape<PartyTally> SHAPE = ShapeBuilder.<PartyTally>named(
                    "PartyTally", "How a party voted in a division, by the membership of that moment.")
            .of("party", "The party.", Types.object(Parts.PARTY), PartyTally::party)
            .of("yea", "How many of its members voted yea.", Types.INTEGER, PartyTally::yea)
            .of("nay", "How many of its members voted nay.", Types.INTEGER, PartyTally::nay)
            .of("paired", "How many were paired, whether or not they also voted.", Types.INTEGER, PartyTally::paired)
            .of("absent", "How many sat and did not vote, derived.", Types.INTEGER, PartyTally::absent)
            .of("majority", "Which way it went.", Types.code(PartyLine.class), PartyTally::line)
            .of("dissents", "How many of its members went the other way.", Types.INTEGER, PartyTally::dissents)
            .like(() -> Examples.PARTY_TALLY);

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

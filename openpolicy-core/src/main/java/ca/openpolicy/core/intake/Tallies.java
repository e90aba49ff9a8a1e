// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import ca.openpolicy.core.Choice;
import ca.openpolicy.core.PartyKey;
import ca.openpolicy.core.PartyLine;
import ca.openpolicy.core.PartyTally;
import ca.openpolicy.core.Tally;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Counts one division, in all and by party. */
final class Tallies {
    private static final int YEA = 0;
    private static final int NAY = 1;
    private static final int PAIRED = 2;
    private static final int ABSENT = 3;
    private static final int MEMBERS = 4;
    private static final int COLUMNS = 5;

    private final Roll roll;
    private final int[] all = new int[COLUMNS];
    private final int[] byParty;
    private PartyLine[] lines = new PartyLine[0];

    Tallies(Roll roll) {
        this.roll = roll;
        this.byParty = new int[COLUMNS * roll.partyCount()];
    }

    void recorded(int party, byte mark) {
        Choice choice = Mark.choice(mark);
        if (choice == Choice.YEA) {
            add(party, YEA);
        } else if (choice == Choice.NAY) {
            add(party, NAY);
        }
        if (Mark.paired(mark)) {
            add(party, PAIRED);
        }
        add(party, MEMBERS);
    }

    void absent(int party) {
        add(party, ABSENT);
        add(party, MEMBERS);
    }

    Tally recorded() {
        return new Tally(all[YEA], all[NAY], all[PAIRED]);
    }

    /** Whether a recorded ballot goes against the line of its party. */
    boolean dissents(int party, byte mark) {
        if (party == Profile.NO_PARTY) {
            return false;
        }
        return switch (line(party)) {
            case YEA -> Mark.choice(mark) == Choice.NAY;
            case NAY -> Mark.choice(mark) == Choice.YEA;
            case FREE -> false;
        };
    }

    /** Every party with a recorded ballot or an absent member, largest first. */
    List<PartyTally> parties() {
        Comparator<Integer> largest = Comparator.comparingInt(party -> -of(party, MEMBERS));
        return IntStream.range(0, roll.partyCount())
                .filter(party -> of(party, MEMBERS) > 0)
                .boxed()
                .sorted(largest.thenComparing(party -> roll.party(party).slug()))
                .map(this::tally)
                .toList();
    }

    private PartyTally tally(int party) {
        PartyKey key = roll.party(party);
        int yea = of(party, YEA);
        int nay = of(party, NAY);
        PartyLine line = line(party);
        return new PartyTally(
                key, yea, nay, of(party, PAIRED), of(party, ABSENT), line, Rules.dissents(line, yea, nay));
    }

    private PartyLine line(int party) {
        if (lines.length == 0) {
            lines = IntStream.range(0, roll.partyCount())
                    .mapToObj(each -> Rules.line(roll.party(each), of(each, YEA), of(each, NAY)))
                    .toArray(PartyLine[]::new);
        }
        return lines[party];
    }

    private int of(int party, int column) {
        return byParty[COLUMNS * party + column];
    }

    private void add(int party, int column) {
        all[column]++;
        if (party != Profile.NO_PARTY) {
            byParty[COLUMNS * party + column]++;
        }
    }
}

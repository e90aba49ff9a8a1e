// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import ca.openpolicy.core.PartyKey;
import ca.openpolicy.core.PartyLine;

/** The rules by which is derived what no source states; {@code docs/guide/derived-data.md} says them in words. */
final class Rules {
    /** Part of every digest: other rules make other digests, and so every row is derived again. */
    static final int VERSION = 1;

    private static final int FEWEST_FOR_A_LINE = 2;
    private static final int FREE_PERCENT = 15;

    private Rules() {}

    static boolean mayHaveLine(PartyKey party) {
        String slug = party.slug();
        return !slug.startsWith(PartyKey.INDEPENDENT) && !slug.endsWith(PartyKey.INDEPENDENT);
    }

    static PartyLine line(PartyKey party, int yea, int nay) {
        int voted = yea + nay;
        boolean united = voted >= FEWEST_FOR_A_LINE && 100L * Math.min(yea, nay) < (long) FREE_PERCENT * voted;
        if (!united || !mayHaveLine(party)) {
            return PartyLine.FREE;
        }
        return yea > nay ? PartyLine.YEA : PartyLine.NAY;
    }

    static int dissents(PartyLine line, int yea, int nay) {
        return switch (line) {
            case YEA -> nay;
            case NAY -> yea;
            case FREE -> 0;
        };
    }
}

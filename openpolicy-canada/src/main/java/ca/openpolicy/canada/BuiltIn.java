// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

import ca.openpolicy.core.Chamber;
import ca.openpolicy.core.Claim;
import ca.openpolicy.core.Jurisdiction;
import ca.openpolicy.core.JurisdictionKey;
import ca.openpolicy.core.MemberKey;
import ca.openpolicy.core.Rank;
import ca.openpolicy.core.SourceFile;
import ca.openpolicy.core.Text;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Facts on the Parliament of Canada that its files do not tell: what it is, and who presided over the House when. */
final class BuiltIn implements SourceFile {
    static final JurisdictionKey CANADA = new JurisdictionKey("ca");
    private static final List<Claim> CLAIMS = List.of(
            new Claim.OfJurisdiction(
                    Rank.NATIVE_LIST,
                    new Jurisdiction(
                            CANADA,
                            Text.of("Parliament of Canada", "Parlement du Canada"),
                            ZoneId.of("America/Toronto"),
                            Text.of(
                                    "Reproduced from the Parliament of Canada; not an official version.",
                                    "Reproduit du Parlement du Canada; version non officielle."))),
            speaker("25454", "2011-06-02", "2015-12-02"),
            speaker("1760", "2015-12-03", "2019-12-04"),
            speaker("25452", "2019-12-05", "2023-09-27"),
            speaker("88478", "2023-10-03", "2025-05-25"),
            new Claim.OfChair(
                    Rank.NATIVE_LIST,
                    new MemberKey(CANADA, "25453"),
                    Chamber.HOUSE,
                    LocalDate.parse("2025-05-26"),
                    Optional.empty()));

    private static Claim speaker(String person, String from, String to) {
        return new Claim.OfChair(
                Rank.NATIVE_LIST,
                new MemberKey(CANADA, person),
                Chamber.HOUSE,
                LocalDate.parse(from),
                Optional.of(LocalDate.parse(to)));
    }

    /** The facts, if it is Canada's files that are read. */
    static List<SourceFile> of(CanadaSettings settings) {
        return settings.jurisdiction().equals(CANADA) ? List.of(new BuiltIn()) : List.of();
    }

    @Override
    public String name() {
        return "built-in";
    }

    @Override
    public void read(Receiver receiver) {
        CLAIMS.forEach(claim -> receiver.claim(claim, 0));
    }
}

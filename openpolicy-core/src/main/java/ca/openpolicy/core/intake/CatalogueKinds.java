// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import ca.openpolicy.core.BillText;
import ca.openpolicy.core.Jurisdiction;
import ca.openpolicy.core.Member;
import ca.openpolicy.core.Party;
import ca.openpolicy.core.Session;
import java.util.List;
import java.util.Optional;

/** How claims on the small words, on persons and on texts are compared. */
final class CatalogueKinds {
    static final Kind<Jurisdiction> JURISDICTION = Kind.timeless(
            "legislature",
            Canonical::jurisdiction,
            List.of(
                    new Trait<>("name.en", each -> each.name().en()),
                    new Trait<>("name.fr", each -> each.name().fr()),
                    new Trait<>("zone", each -> Optional.of(each.zone()))));

    static final Kind<Session> SESSION = Kind.timeless(
            "session",
            Canonical::session,
            List.of(
                    new Trait<>("name.en", each -> each.name().en()),
                    new Trait<>("name.fr", each -> each.name().fr()),
                    new Trait<>("start", Session::start),
                    new Trait<>("end", Session::end)));

    static final Kind<Party> PARTY = Kind.timeless(
            "party",
            Canonical::party,
            List.of(
                    new Trait<>("name.en", each -> each.name().en()),
                    new Trait<>("name.fr", each -> each.name().fr())));

    static final Kind<BillText> TEXT = Kind.timeless(
            "text",
            Canonical::text,
            List.of(
                    new Trait<>("date", BillText::date),
                    new Trait<>("sections", each -> Optional.of(each.sections()))));

    static final Kind<Member> MEMBER = Kind.timeless(
            "person",
            Canonical::member,
            List.of(new Trait<>("name", each -> Optional.of(each.name())), new Trait<>("photo", Member::photo)));

    private CatalogueKinds() {}
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.catalogue;

import ca.openpolicy.core.Field;
import ca.openpolicy.core.Party;
import ca.openpolicy.core.PartyKey;
import ca.openpolicy.core.format.Shapes;
import ca.openpolicy.server.Criteria;
import ca.openpolicy.server.Reference;
import ca.openpolicy.server.Resource;
import ca.openpolicy.server.WholeList;

/** Declares the parties. */
public final class PartyResource {
    private static final Field<Party, String> JURISDICTION = Field.text("jurisdiction");

    private PartyResource() {}

    /**
     * The parties.
     *
     * @return the declaration
     */
    public static Resource<Party> declare() {
        return Resource.<Party>of(
                        "parties",
                        "party",
                        archive -> WholeList.of(
                                        "parties",
                                        archive.catalogue().parties(),
                                        party -> party.key().id())
                                .with(
                                        JURISDICTION,
                                        party -> party.key().jurisdiction().code()),
                        Shapes.PARTY)
                .named(Reference.byKey("jurisdiction/slug", PartyKey::parse))
                .filteredBy(Criteria.jurisdiction(JURISDICTION))
                .owned(party -> party.key().jurisdiction())
                .declare();
    }
}

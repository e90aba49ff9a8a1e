// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.catalogue;

import ca.openpolicy.core.Jurisdiction;
import ca.openpolicy.core.JurisdictionKey;
import ca.openpolicy.core.format.Shapes;
import ca.openpolicy.server.Reference;
import ca.openpolicy.server.Resource;
import ca.openpolicy.server.WholeList;

/** Declares the legislatures. */
public final class JurisdictionResource {
    private JurisdictionResource() {}

    /**
     * The legislatures.
     *
     * @return the declaration
     */
    public static Resource<Jurisdiction> declare() {
        return Resource.<Jurisdiction>of(
                        "jurisdictions",
                        "jurisdiction",
                        archive -> WholeList.of(
                                "jurisdictions",
                                archive.catalogue().jurisdictions(),
                                jurisdiction -> jurisdiction.key().id()),
                        Shapes.JURISDICTION)
                .named(Reference.byKey("jurisdiction", JurisdictionKey::parse))
                .owned(Jurisdiction::key)
                .declare();
    }
}

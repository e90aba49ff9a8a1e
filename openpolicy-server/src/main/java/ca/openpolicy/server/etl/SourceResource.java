// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.etl;

import ca.openpolicy.core.Freshness;
import ca.openpolicy.core.format.Shapes;
import ca.openpolicy.server.Resource;
import ca.openpolicy.server.WholeList;

/** Declares the sources. */
public final class SourceResource {
    private SourceResource() {}

    /**
     * How old what came from each source is.
     *
     * @return the declaration
     */
    public static Resource<Freshness> declare() {
        return Resource.<Freshness>of(
                        "platform/sources",
                        "source",
                        archive -> WholeList.of(
                                "platform/sources",
                                archive.runs().freshness(),
                                freshness -> freshness.lastRun().id()),
                        Shapes.FRESHNESS)
                .declare();
    }
}

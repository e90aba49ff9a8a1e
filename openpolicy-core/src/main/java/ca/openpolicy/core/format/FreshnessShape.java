// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.Freshness;

/** How old what came from a source is. */
final class FreshnessShape {
    static final Shape<Freshness> SHAPE = ShapeBuilder.<Freshness>named(
                    "Freshness", "How old what came from a source is.")
            .of("source", "The name of the source.", Types.STRING, Freshness::source)
            .of("last_run", "Its latest run.", Types.object(RunShape.SHAPE), Freshness::lastRun)
            .maybe("last_success", "When a run last ended well.", Types.INSTANT, Freshness::lastSuccess)
            .like(() -> Examples.FRESHNESS);

    private FreshnessShape() {}
}

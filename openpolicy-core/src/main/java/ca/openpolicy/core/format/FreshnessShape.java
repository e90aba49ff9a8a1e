// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.Freshness;

/** How old what came from a source is. */
final class FreshnessShape implements Shape<Freshness> {
    @Override
    public void write(Freshness freshness, Pen pen) {
        pen.string("source", freshness.source());
        pen.object("last_run", freshness.lastRun(), new RunShape());
        pen.instant("last_success", freshness.lastSuccess());
    }
}

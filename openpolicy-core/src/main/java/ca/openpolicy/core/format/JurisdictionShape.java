// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.Jurisdiction;

/** A legislature. */
final class JurisdictionShape implements Shape<Jurisdiction> {
    @Override
    public void write(Jurisdiction jurisdiction, Pen pen) {
        pen.identity(jurisdiction.key());
        pen.text("name", jurisdiction.name());
        pen.string("time_zone", jurisdiction.zone().getId());
        pen.text("notice", jurisdiction.notice());
    }
}

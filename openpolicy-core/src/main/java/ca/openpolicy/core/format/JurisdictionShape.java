// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.Jurisdiction;
import ca.openpolicy.core.JurisdictionKey;
import ca.openpolicy.core.Text;
import java.time.ZoneId;
import java.util.Optional;

/** A legislature. */
final class JurisdictionShape implements WordShape<Jurisdiction> {
    @Override
    public void write(Jurisdiction jurisdiction, Pen pen) {
        pen.identity(jurisdiction.key());
        pen.text("name", jurisdiction.name());
        pen.string("time_zone", jurisdiction.zone().getId());
        pen.text("notice", jurisdiction.notice());
    }

    @Override
    public Optional<Jurisdiction> read(Reading in) {
        Optional<JurisdictionKey> key = in.identity(JurisdictionKey::parse);
        in.same("kind", Optional.of(Kind.JURISDICTION.code()));
        Text name = in.text("name");
        Optional<ZoneId> zone =
                in.required("time_zone", in.value("time_zone", "a time zone such as America/Toronto", ZoneId::of));
        Text notice = in.text("notice");
        return in.word(() -> new Jurisdiction(key.orElseThrow(), name, zone.orElseThrow(), notice));
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.Jurisdiction;
import ca.openpolicy.core.JurisdictionKey;
import ca.openpolicy.core.Text;
import java.time.ZoneId;
import java.util.Optional;

/** A legislature. */
final class JurisdictionShape implements Reading.Part<Jurisdiction> {
    static final Shape<Jurisdiction> SHAPE = ShapeBuilder.<Jurisdiction>named("Jurisdiction", "A legislature.")
            .identity(Jurisdiction::key)
            .of("name", "Its name.", Types.TEXT, Jurisdiction::name)
            .of(
                    "time_zone",
                    "The time zone in which its days and times are told, such as America/Toronto.",
                    Types.STRING,
                    jurisdiction -> jurisdiction.zone().getId())
            .of("notice", "What must be said wherever its data is shown.", Types.TEXT, Jurisdiction::notice)
            .like(() -> Examples.JURISDICTION);

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

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import ca.openpolicy.core.Folded;
import ca.openpolicy.core.JurisdictionKey;
import ca.openpolicy.core.Member;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** In which province each riding lies, as any source says; few of them say it. */
final class Ridings {
    private final Map<Riding, String> provinces = new HashMap<>();

    private record Riding(JurisdictionKey jurisdiction, String name) {}

    Ridings(Collection<Gathered.Located> claimed) {
        claimed.forEach(each -> provinces.merge(
                riding(each.jurisdiction(), each.riding()),
                each.province(),
                (one, other) -> one.compareTo(other) <= 0 ? one : other));
    }

    void add(Member stored) {
        JurisdictionKey jurisdiction = stored.key().jurisdiction();
        stored.memberships().stream()
                .filter(each -> each.riding().isPresent() && each.province().isPresent())
                .forEach(each -> provinces.putIfAbsent(
                        riding(jurisdiction, each.riding().orElseThrow()),
                        each.province().orElseThrow()));
    }

    Optional<String> province(JurisdictionKey jurisdiction, Optional<String> riding) {
        return riding.flatMap(name -> Optional.ofNullable(provinces.get(riding(jurisdiction, name))));
    }

    private static Riding riding(JurisdictionKey jurisdiction, String name) {
        return new Riding(jurisdiction, Folded.of(name).text());
    }
}

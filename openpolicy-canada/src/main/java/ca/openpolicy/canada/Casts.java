// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

import ca.openpolicy.core.Claim.Cast;
import ca.openpolicy.core.RejectedException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The ballots of one division, each person once. It is taken as a whole or not at all. */
final class Casts {
    private final Reading reading;
    private final Map<String, Cast> casts = new LinkedHashMap<>(512);

    Casts(Reading reading) {
        this.reading = reading;
    }

    void add(Cast cast, long line) {
        Cast before = casts.putIfAbsent(cast.person(), cast);
        if (before == null) {
            checkSize(line);
        } else if (before.equals(cast)) {
            reading.warn("duplicate-row", line, "person " + cast.person() + " comes twice, the same each time");
        } else {
            throw new RejectedException(
                    "contradictory-row", line, "person " + cast.person() + " comes twice with different values");
        }
    }

    private void checkSize(long line) {
        if (casts.size() > reading.settings().maxBallots()) {
            throw Refusal.tooMany("ballots", reading.settings().maxBallots(), "max-ballots", line);
        }
    }

    List<Cast> all() {
        Collection<Cast> values = casts.values();
        return List.copyOf(values);
    }
}

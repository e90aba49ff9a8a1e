// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

import java.util.HashMap;
import java.util.Map;

/** The rows of a document that were seen, by their key; whoever adds to it bounds their number. */
final class Seen {
    /** What a row is to those before it. */
    enum Verdict {
        NEW,
        IDENTICAL,
        CONTRADICTORY
    }

    private final Map<Long, Long> rows = new HashMap<>();

    Verdict add(String key, long fingerprint) {
        Long before = rows.putIfAbsent(Fingerprint.of(key), fingerprint);
        if (before == null) {
            return Verdict.NEW;
        }
        return before == fingerprint ? Verdict.IDENTICAL : Verdict.CONTRADICTORY;
    }
}

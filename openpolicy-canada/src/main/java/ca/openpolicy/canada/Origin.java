// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

import ca.openpolicy.core.Chamber;
import ca.openpolicy.core.InvalidValueException;
import ca.openpolicy.core.JurisdictionKey;
import ca.openpolicy.core.RejectedException;
import ca.openpolicy.core.SessionKey;
import ca.openpolicy.core.VoteKey;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a document comes from: its whole path or address, which says what some documents themselves do not. */
record Origin(String path) {
    private static final Pattern SESSION = Pattern.compile(".*(?:^|/)Parliament_(\\d{1,4})-(\\d{1,3})/[^/]*");
    private static final Pattern FILE =
            Pattern.compile(".*(?:^|/)Parliament_(\\d{1,4})-(\\d{1,3})/file_(\\d{1,6})\\.[A-Za-z]+");
    private static final Pattern SITE = Pattern.compile(
            ".*(?:^|/)votes/(\\d{1,4})/(\\d{1,3})/(\\d{1,6})(?:[/.](?:csv|xml))?/?", Pattern.CASE_INSENSITIVE);

    /** The division whose ballots stand at such a path. */
    Optional<VoteKey> division(JurisdictionKey jurisdiction) {
        return division(jurisdiction, FILE).or(() -> division(jurisdiction, SITE));
    }

    private Optional<VoteKey> division(JurisdictionKey jurisdiction, Pattern pattern) {
        Matcher matcher = pattern.matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                new VoteKey(session(jurisdiction, matcher), Chamber.HOUSE, Integer.parseInt(matcher.group(3))));
    }

    /** The session whose list stands at such a path. */
    Optional<SessionKey> session(JurisdictionKey jurisdiction) {
        Matcher matcher = SESSION.matcher(path);
        return matcher.matches() ? Optional.of(session(jurisdiction, matcher)) : Optional.empty();
    }

    private SessionKey session(JurisdictionKey jurisdiction, Matcher matcher) {
        try {
            return SessionKey.of(jurisdiction, matcher.group(1) + "-" + matcher.group(2));
        } catch (InvalidValueException wrong) {
            throw new RejectedException(
                    "unknown-session", 0, "its path says an impossible session: " + Refusal.reason(wrong));
        }
    }
}

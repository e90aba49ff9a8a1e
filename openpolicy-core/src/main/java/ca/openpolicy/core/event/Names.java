// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.event;

import ca.openpolicy.core.InvalidValueException;

/** The names of types, streams and consumers: fit for a topic, a header, a metric and a column. */
final class Names {
    private static final int LONGEST = 64;

    private Names() {}

    static void check(String what, String name) {
        if (!isName(name)) {
            throw InvalidValueException.of(
                    what,
                    name,
                    "1 to 64 lower-case letters, digits, dots, dashes and underscores, such as bill.created");
        }
    }

    /** By hand: every event that is read passes here three times. */
    private static boolean isName(String name) {
        if (name.isEmpty() || name.length() > LONGEST || !isLetterOrDigit(name.charAt(0))) {
            return false;
        }
        for (int at = 1; at < name.length(); at++) {
            char each = name.charAt(at);
            if (!isLetterOrDigit(each) && each != '.' && each != '-' && each != '_') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetterOrDigit(char each) {
        return (each >= 'a' && each <= 'z') || (each >= '0' && each <= '9');
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.event;

import ca.openpolicy.core.InvalidValueException;
import java.util.regex.Pattern;

/** The names of types, streams and consumers: fit for a topic, a header, a metric and a column. */
final class Names {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    private Names() {}

    static void check(String what, String name) {
        if (!NAME.matcher(name).matches()) {
            throw InvalidValueException.of(
                    what,
                    name,
                    "1 to 64 lower-case letters, digits, dots, dashes and underscores, such as bill.created");
        }
    }
}

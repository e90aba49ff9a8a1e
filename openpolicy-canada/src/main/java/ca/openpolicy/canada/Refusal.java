// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

import ca.openpolicy.core.InvalidValueException;
import ca.openpolicy.core.RejectedException;

/** The refusals that several readers share. */
final class Refusal {
    private Refusal() {}

    static RejectedException invalid(InvalidValueException bad, long line) {
        return new RejectedException("invalid-value", line, reason(bad));
    }

    static RejectedException tooMany(String what, int most, String setting, long line) {
        return new RejectedException("too-many-rows", line, "has more than " + most + " " + what + limit(setting));
    }

    static RejectedException tooLong(String what, int most, String setting, long line) {
        return new RejectedException(
                "text-too-long", line, what + " is longer than " + most + " characters" + limit(setting));
    }

    static String limit(String setting) {
        return "; the limit is the setting " + setting;
    }

    /** What an exception says, on one line. */
    static String reason(Throwable thrown) {
        return String.valueOf(thrown.getMessage()).replaceAll("\\s+", " ");
    }
}

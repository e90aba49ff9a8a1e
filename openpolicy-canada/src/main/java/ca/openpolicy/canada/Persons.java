// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

import ca.openpolicy.core.RejectedException;

/** The House's own ids of persons: whole numbers from 1. */
final class Persons {
    private static final int LONGEST = 9;

    private Persons() {}

    static boolean valid(String id) {
        boolean digits = !id.isEmpty() && id.length() <= LONGEST;
        for (int i = 0; i < id.length() && digits; i++) {
            digits = id.charAt(i) >= '0' && id.charAt(i) <= '9';
        }
        return digits && id.charAt(0) != '0';
    }

    static String checked(Row row, String id) {
        return checked(row.line(), id);
    }

    static String checked(long line, String id) {
        if (!valid(id)) {
            throw new RejectedException(
                    "invalid-value", line, "the id of a person is " + Shown.of(id) + ", must be a whole number from 1");
        }
        return id;
    }
}

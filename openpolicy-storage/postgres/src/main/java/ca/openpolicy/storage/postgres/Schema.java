// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import ca.openpolicy.core.MisconfiguredException;
import java.util.List;
import java.util.regex.Pattern;

/** The schema of our own in each database. */
record Schema(String name) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,39}");

    Schema {
        if (!NAME.matcher(name).matches()) {
            throw new MisconfiguredException(List.of("schema is '" + name
                    + "', must be a lower-case letter and up to 39 letters, digits or underscores"));
        }
    }

    String table(String table) {
        return name + "." + table;
    }
}

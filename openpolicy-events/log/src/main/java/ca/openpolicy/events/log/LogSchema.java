// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.log;

import ca.openpolicy.core.MisconfiguredException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** The schema of a log: its tables, and the number that its advisory locks have. */
record LogSchema(String name) {
    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,62}");
    private static final int POSITIVE = 0x7fffffff;
    private static final String DDL = "event-log.sql";

    LogSchema {
        if (!NAME.matcher(name).matches()) {
            throw new MisconfiguredException(List.of("schema: is '" + name
                    + "', must be 1 to 63 lower-case letters, digits and underscores, not beginning with a digit"));
        }
    }

    String table(String table) {
        return name + "." + table;
    }

    int space() {
        return ("events of " + name).hashCode() & POSITIVE;
    }

    long migrationLock() {
        return ("tables of the events of " + name).hashCode();
    }

    /** All statements that make the tables, as one text. */
    String ddl() {
        try (InputStream file = Objects.requireNonNull(LogSchema.class.getResourceAsStream(DDL))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("${schema}", name)
                    .replace("${space}", Integer.toString(space()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + DDL + " of this jar", e);
        }
    }
}

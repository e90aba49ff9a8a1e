// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import ca.openpolicy.core.EntityId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The schema that holds what a database says of itself as a shard; its name was checked by the settings. */
record ShardSchema(String name) {
    /** Stands for the shard as a whole among the locks of slots. */
    static final int WHOLE = EntityId.SLOT_COUNT;

    private static final int POSITIVE = 0x7fffffff;
    private static final String DDL = "shard.sql";

    String self() {
        return name + ".shard_self";
    }

    String slots() {
        return name + ".shard_slot";
    }

    String enter() {
        return name + ".shard_enter";
    }

    /** Tells the advisory locks of slots from those of others. */
    int space() {
        return ("slots of " + name).hashCode() & POSITIVE;
    }

    /** All statements that make the tables, as one text. */
    String ddl() {
        try (InputStream file = Objects.requireNonNull(ShardSchema.class.getResourceAsStream(DDL))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("${schema}", name)
                    .replace("${space}", Integer.toString(space()))
                    .replace("${whole}", Integer.toString(WHOLE));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + DDL + " of this jar", e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard.move;

import ca.openpolicy.core.MisconfiguredException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which tables a move concerns; all others stay where they are. Each is named with its schema, such as
 * {@code public.note}.
 *
 * @param slot the tables whose rows move with their slot: the first column of the primary key is an id of that slot, a
 *     {@code bigint}
 * @param everywhere the tables that have the same rows on all shards
 */
public record MovedTables(List<String> slot, List<String> everywhere) {
    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,62}\\.[a-z_][a-z0-9_]{0,62}");

    /** Refuses names that are none, all at once. */
    public MovedTables {
        slot = List.copyOf(slot);
        everywhere = List.copyOf(everywhere);
        List<String> faults = new ArrayList<>();
        Stream.concat(slot.stream(), everywhere.stream())
                .filter(name -> !NAME.matcher(name).matches())
                .forEach(name -> faults.add("table '" + name + "': must be schema.table in lower-case letters, digits"
                        + " and underscores"));
        slot.stream()
                .filter(everywhere::contains)
                .forEach(name -> faults.add("table " + name + ": is declared twice, with its slot and everywhere"));
        if (!faults.isEmpty()) {
            throw new MisconfiguredException(faults);
        }
    }

    /**
     * Tables of which each row belongs to a slot.
     *
     * @param names with their schema
     * @return the tables
     */
    public static MovedTables ofSlots(String... names) {
        return new MovedTables(List.of(names), List.of());
    }

    /**
     * These, and others that have the same rows on all shards.
     *
     * @param names with their schema
     * @return the tables
     */
    public MovedTables andEverywhere(String... names) {
        return new MovedTables(slot, List.of(names));
    }
}

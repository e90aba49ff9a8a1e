// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.queries;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What a list can be narrowed by, as the contract has it.
 *
 * @param name of the parameter
 * @param kind how values are spelled and compared
 * @param optional whether some rows have no value, which can be asked for
 * @param values every spelling of the values of a row, or of one seat of it
 */
record Criterion(String name, Kind kind, boolean optional, BiFunction<JsonObject, JsonObject, Set<String>> values) {
    /** How values are spelled and compared. */
    enum Kind {
        /** Words, keys and ids, whatever their case. */
        WORD,
        /** Names as they are. */
        EXACT,
        /** One of some words. */
        CHOICE,
        /** Sessions, all of them with their legislature or all without. */
        SESSION,
        /** Numbers of bills, in any spelling. */
        BILL_NUMBER,
        /** Texts, whatever their case and accents. */
        TEXT,
        /** A part of a text, whatever its case and accents. */
        PART,
        /** Days. */
        DAY,
        /** Whole numbers. */
        COUNT,
        /** From a moment on. */
        SINCE,
        /** Yes or no. */
        FLAG;

        List<String> operators() {
            return this == DAY || this == COUNT ? List.of("gt", "gte", "lt", "lte", "range") : List.of();
        }
    }

    static Criterion of(String name, Kind kind, Function<JsonObject, Set<String>> values) {
        return new Criterion(name, kind, false, (row, seat) -> values.apply(row));
    }

    static Criterion maybe(String name, Kind kind, Function<JsonObject, Set<String>> values) {
        return new Criterion(name, kind, true, (row, seat) -> values.apply(row));
    }

    static Criterion ofSeat(String name, Kind kind, Function<JsonObject, Set<String>> values) {
        return new Criterion(name, kind, false, (row, seat) -> values.apply(seat));
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import java.util.Optional;
import java.util.function.Function;

/** A column of a table: its name, and the cell of a value. */
record Column<V>(String name, Function<V, String> cell) {
    /** The same column for what may have such a value; it is empty where there is none. */
    <W> Column<W> of(Function<W, Optional<V>> value) {
        return new Column<>(name, word -> value.apply(word).map(cell).orElse(""));
    }
}

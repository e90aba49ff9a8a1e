// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.queries;

import jakarta.json.JsonObject;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** An order of a list: by a value, those without it last whichever way. */
interface Order {
    Optional<Integer> compare(JsonObject one, JsonObject other);

    boolean has(JsonObject row);

    static <C extends Comparable<? super C>> Order by(
            Function<JsonObject, Set<String>> value, Function<String, C> reader) {
        Function<JsonObject, Optional<C>> key =
                row -> value.apply(row).stream().findFirst().map(reader);
        return new Order() {
            @Override
            public Optional<Integer> compare(JsonObject one, JsonObject other) {
                return key.apply(one)
                        .flatMap(first -> key.apply(other)
                                .map(second -> Comparator.<C>naturalOrder().compare(first, second)));
            }

            @Override
            public boolean has(JsonObject row) {
                return key.apply(row).isPresent();
            }
        };
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A field of an entity in which two sources may contradict each other.
 *
 * @param name its name on the wire
 * @param value reads it; absent says nothing
 * @param <E> the entity
 */
record Trait<E>(String name, Function<E, ? extends Optional<?>> value) {
    boolean differs(E one, E other) {
        Optional<?> first = value.apply(one);
        Optional<?> second = value.apply(other);
        return first.isPresent() && second.isPresent() && !first.equals(second);
    }

    static <E> List<String> differing(List<Trait<E>> traits, E one, E other) {
        return traits.stream()
                .filter(trait -> trait.differs(one, other))
                .map(Trait::name)
                .toList();
    }
}

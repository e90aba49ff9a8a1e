// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import java.time.LocalDate;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * How the claims on entities of one type are ordered and compared.
 *
 * @param name the type
 * @param recency of two equally believed claims the one with the later day goes first
 * @param form writes the word in its canonical form
 * @param traits in which fields claims may contradict each other
 * @param <E> the entity
 */
record Kind<E>(String name, Function<E, LocalDate> recency, BiConsumer<Encoder, E> form, List<Trait<E>> traits) {
    static <E> Kind<E> timeless(String name, BiConsumer<Encoder, E> form, List<Trait<E>> traits) {
        return new Kind<>(name, word -> LocalDate.MIN, form, traits);
    }
}

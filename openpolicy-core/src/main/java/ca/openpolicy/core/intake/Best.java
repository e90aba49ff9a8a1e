// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import ca.openpolicy.core.Identifier;
import ca.openpolicy.core.Text;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Chooses a field from what several sources say, the most believed first. */
final class Best {
    private static final Comparator<Identifier> BY_SCHEME =
            Comparator.comparing(Identifier::scheme).thenComparing(Identifier::value);

    private Best() {}

    static <E, V> Optional<V> present(List<E> words, Function<E, Optional<V>> field) {
        return words.stream().map(field).flatMap(Optional::stream).findFirst();
    }

    static <E> Text text(List<E> words, Function<E, Text> field) {
        return words.stream().map(field).reduce(Text.NONE, Text::or);
    }

    static <E> List<Identifier> identifiers(List<E> words, Function<E, ? extends Collection<Identifier>> field) {
        return words.stream()
                .flatMap(word -> field.apply(word).stream())
                .distinct()
                .sorted(BY_SCHEME)
                .toList();
    }
}

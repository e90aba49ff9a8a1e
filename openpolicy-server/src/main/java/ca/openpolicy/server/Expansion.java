// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server;

import ca.openpolicy.core.Archive;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.format.Include;
import ca.openpolicy.core.format.Included;
import ca.openpolicy.core.format.WordsJson;
import java.util.List;
import java.util.function.Function;

/**
 * What {@code include} can add to a kind of thing.
 *
 * @param include what is asked for
 * @param adding adds it to the way in which words are written
 * @param <E> the thing
 */
public record Expansion<E>(Include include, Adding<E> adding) {
    /**
     * Adds something to the way in which words are written.
     *
     * @param <E> the thing
     */
    @FunctionalInterface
    interface Adding<E> {
        WordsJson to(WordsJson words, Archive archive, List<E> things, int most);
    }

    /**
     * Looks something up for all things of an answer at once.
     *
     * @param <E> the thing
     * @param <V> what is found
     */
    @FunctionalInterface
    public interface LookUp<E, V> {
        /**
         * Looks it up.
         *
         * @param archive where
         * @param things for which things
         * @param most how many rows at most
         * @return tells what was found by id, see {@link Included}
         * @throws ProblemException limit-exceeded, see {@link #tooMuch}
         */
        Function<EntityId, V> find(Archive archive, List<E> things, int most);
    }

    static <E> Expansion<E> own(Include part) {
        return new Expansion<>(part, (words, archive, things, most) -> words.including(part));
    }

    static <E, V> Expansion<E> of(Included<V> part, LookUp<E, V> lookUp) {
        return new Expansion<>(
                part.include(),
                (words, archive, things, most) -> words.including(part, lookUp.find(archive, things, most)));
    }

    /**
     * An answer would hold too much; nothing is left out silently.
     *
     * @param include what was asked for
     * @param most how many rows it may add
     * @return the exception
     */
    public static ProblemException tooMuch(Include include, int most) {
        return new ProblemException(Problem.of(List.of(Problem.Fault.parameter(
                ProblemType.LIMIT_EXCEEDED,
                "include",
                include.code() + " would add more than " + most + " rows; take a smaller limit, or the list itself",
                List.of()))));
    }
}

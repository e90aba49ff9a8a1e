// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server;

import ca.openpolicy.core.Archive;
import ca.openpolicy.core.Filter;
import ca.openpolicy.core.format.Language;
import java.util.Optional;

/** What makes feeds. */
public final class Feeds {
    private Feeds() {}

    /**
     * Which page of a feed is wanted.
     *
     * @param cursor where it begins, as {@link AtomFeed#next} of another page gave it; empty for the latest
     * @param limit how many entries at most
     * @param language in which language
     */
    public record Wanted(Optional<String> cursor, int limit, Language language) {}

    /**
     * Makes the feed of one thing.
     *
     * @param <E> the thing
     */
    @FunctionalInterface
    public interface OfOne<E> {
        /**
         * Makes a page of it.
         *
         * @param archive where the thing is
         * @param thing the thing
         * @param wanted which page
         * @return the page
         * @throws ca.openpolicy.core.InvalidValueException named cursor, if the cursor is none
         */
        AtomFeed read(Archive archive, E thing, Wanted wanted);
    }

    /**
     * Makes the feed of a list.
     *
     * @param <E> what is listed
     */
    @FunctionalInterface
    public interface OfList<E> {
        /**
         * Makes a page of it.
         *
         * @param filter what of the list is wanted
         * @param wanted which page
         * @return the page
         * @throws ca.openpolicy.core.InvalidValueException named cursor, if the cursor is none
         */
        AtomFeed read(Filter<E> filter, Wanted wanted);
    }

    /**
     * The feed of a list.
     *
     * @param meaning what it tells, in a sentence
     * @param without the filter of the list that the feed does not have
     * @param source makes it
     * @param <E> what is listed
     */
    public record DeclaredList<E>(String meaning, String without, OfList<E> source) {}

    /**
     * The feed of one thing.
     *
     * @param meaning what it tells, in a sentence
     * @param source makes it
     * @param <E> the thing
     */
    public record Declared<E>(String meaning, OfOne<E> source) {}
}

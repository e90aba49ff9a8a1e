// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

/** One file of a source. */
public interface SourceFile {
    /**
     * What it is called in notices.
     *
     * @return the path relative to its source, parts joined by slashes
     */
    String name();

    /**
     * Reads it as a stream, in memory that does not grow with its size, checking it against its format's schema. What
     * it claimed before it throws must be forgotten.
     *
     * @param receiver takes what it says
     * @throws RejectedException if it is of a known format and cannot be taken as a whole
     * @throws UnavailableException if the source as a whole cannot be reached any more, so that no further file need be
     *     asked for
     * @throws InterruptedException if the thread was interrupted
     */
    void read(Receiver receiver) throws InterruptedException;

    /** Takes what a file says. */
    interface Receiver {
        /**
         * The file is of no known format. Nothing else follows.
         *
         * @param found what its content looks like
         */
        void unrecognised(String found);

        /**
         * One row says something of an entity.
         *
         * @param claim what it says
         * @param line where, from 1; 0 where there are no lines
         */
        void claim(Claim claim, long line);

        /**
         * Something is odd; the row is taken.
         *
         * @param code what kind, such as {@code unknown-value}
         * @param line where, from 1; 0 where there are no lines
         * @param message what was found
         */
        void warn(String code, long line, String message);

        /**
         * A row cannot be taken; the others are.
         *
         * @param code what kind, such as {@code invalid-value}
         * @param line where, from 1; 0 where there are no lines
         * @param message what was found and what is wanted
         */
        void reject(String code, long line, String message);
    }
}

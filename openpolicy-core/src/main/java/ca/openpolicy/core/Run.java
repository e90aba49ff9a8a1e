// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import java.time.Instant;
import java.util.Optional;

/**
 * One run of an import.
 *
 * @param id its id
 * @param source the name of the source
 * @param state how it went
 * @param started when
 * @param finished when it ended; absent while it runs
 * @param counts what it did
 */
public record Run(EntityId id, String source, State state, Instant started, Optional<Instant> finished, Counts counts) {
    /** How a run went. */
    public enum State implements Coded {
        /** It goes on. */
        RUNNING,
        /** All was taken. */
        SUCCEEDED,
        /** Good data was taken; at least one file or row was rejected. */
        SUCCEEDED_WITH_REJECTIONS,
        /** It was stopped, or its process died; it may be repeated. */
        INTERRUPTED,
        /** It could not go on; what it had committed stays. */
        FAILED
    }

    /**
     * What a run did.
     *
     * @param files how many files it read
     * @param read how many rows it read
     * @param created how many entities were new
     * @param updated how many were changed
     * @param unchanged how many were left untouched
     * @param rejected how many files and rows were refused
     * @param warnings how many warnings there are
     */
    public record Counts(
            long files, long read, long created, long updated, long unchanged, long rejected, long warnings) {
        /** Nothing yet. */
        public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0);
    }

    /**
     * Something that a run noticed.
     *
     * @param code what kind, such as {@code totals-differ}
     * @param rejected whether a file or row was refused
     * @param file the file, relative to its source
     * @param line the line from 1; 0 where there is none
     * @param message what was found
     */
    public record Notice(String code, boolean rejected, String file, long line, String message) {}
}

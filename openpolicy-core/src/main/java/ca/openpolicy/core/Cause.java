// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

/**
 * Why something was changed.
 *
 * @param kind {@code import}, {@code user} or {@code program}
 * @param reference which one: the id of the run or the user; empty where there is none
 */
public record Cause(String kind, String reference) {
    /** A change by the program that uses the archive. */
    public static final Cause PROGRAM = new Cause("program", "");

    /** The kind of a change by a user. */
    public static final String USER = "user";

    /**
     * A change by a user. What a user writes into a field stays when imports come.
     *
     * @param reference which user
     * @return the cause
     */
    public static Cause user(String reference) {
        return new Cause(USER, reference);
    }

    /**
     * A change by an import.
     *
     * @param run the run
     * @return the cause
     */
    public static Cause run(EntityId run) {
        return new Cause("import", run.toString());
    }
}

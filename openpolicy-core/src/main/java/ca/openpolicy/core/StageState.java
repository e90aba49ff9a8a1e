// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

/** How far a bill came in a stage. */
public enum StageState implements Coded {
    /** Not known. */
    UNKNOWN,
    /** Not reached. */
    NOT_REACHED,
    /** Reached, nothing happened yet. */
    NO_ACTIVITY,
    /** Going on. */
    IN_PROGRESS,
    /** Done. */
    COMPLETED,
    /** Ended without being done. */
    NOT_COMPLETED
}

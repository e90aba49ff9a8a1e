// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

/** What a derived ballot or a membership rests on. */
public enum Basis implements Coded {
    /** A source states the membership. */
    SOURCE,
    /** The membership is inferred from recorded ballots. */
    BALLOTS
}

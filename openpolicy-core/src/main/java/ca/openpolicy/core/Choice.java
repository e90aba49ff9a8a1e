// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

/** What a member did in a division. */
public enum Choice implements Coded {
    /** Voted yea. */
    YEA,
    /** Voted nay. */
    NAY,
    /** Was paired and did not vote. */
    PAIRED,
    /** Abstained, where a legislature records that. */
    ABSTAIN,
    /** Derived: a source says that the member sat that day, and no ballot is recorded. */
    ABSENT,
    /** Derived: the membership is only inferred from ballots, and no ballot is recorded. */
    NOT_RECORDED;

    /**
     * Whether such a ballot is derived and not recorded.
     *
     * @return whether a rule made it
     */
    public boolean derived() {
        return this == ABSENT || this == NOT_RECORDED;
    }
}

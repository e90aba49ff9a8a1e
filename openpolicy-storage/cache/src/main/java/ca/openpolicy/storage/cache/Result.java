// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache;

/** What became of asking a tier for a value, or of giving it one. */
public enum Result {
    /** It had the value. */
    HIT,
    /** It had a value whose time was over, which was served because no newer one could be had in time. */
    STALE,
    /** It knew that there is no value. */
    ABSENT,
    /** It had none, or none that is right. */
    MISS,
    /** It was not given a value, because what it was made of had changed meanwhile. */
    REFUSED,
    /** It failed. */
    ERROR,
    /** It took too long. */
    TIMEOUT,
    /** It was not asked, because it had failed too often before. */
    BREAKER,
    /** It was not asked, because too many were asking it. */
    FULL
}

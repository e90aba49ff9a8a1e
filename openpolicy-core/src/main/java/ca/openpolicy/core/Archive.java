// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import java.time.Instant;

/**
 * Where the words rest. Safe for use by many threads; whoever opened it closes it.
 *
 * <p>What a method acknowledged by returning is durable; what it refused by throwing changed nothing.
 */
public interface Archive extends AutoCloseable {
    /**
     * The bills.
     *
     * @return their repository
     */
    Bills bills();

    /**
     * The recorded divisions.
     *
     * @return their repository
     */
    Votes votes();

    /**
     * The ballots.
     *
     * @return their repository
     */
    Ballots ballots();

    /**
     * The members.
     *
     * @return their repository
     */
    Members members();

    /**
     * The texts of the bills.
     *
     * @return their repository
     */
    Texts texts();

    /**
     * Legislatures, sessions and parties.
     *
     * @return the catalogue
     */
    Catalogue catalogue();

    /**
     * The records of the imports.
     *
     * @return their repository
     */
    Runs runs();

    /**
     * What callers may repeat.
     *
     * @return the port of their claims
     */
    Operations operations();

    /**
     * The instant below which nothing is changed any more: whoever reads after this call all that was updated before
     * that instant has missed nothing, and goes on from there next time. While a long write goes on it does not move.
     *
     * @return the safe horizon over all shards
     * @throws UnavailableException if a shard does not answer
     */
    Instant horizon();

    @Override
    void close();
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.log;

import java.time.Duration;

/**
 * How far a relay is with a stream.
 *
 * @param stream which database
 * @param relay which relay
 * @param position up to where it has sent or parked
 * @param end up to where it could
 * @param waiting how many events wait to be sent, up to {@link #MOST_COUNTED}
 * @param age how long the oldest of them waits, zero where none does
 * @param parked how many events were refused, or follow one that was
 * @param dead how many were refused too often
 * @param held whether a process holds the lease now
 */
public record RelayStatus(
        String stream,
        String relay,
        long position,
        long end,
        long waiting,
        Duration age,
        long parked,
        long dead,
        boolean held) {
    /** Beyond this many it is not counted further. */
    public static final long MOST_COUNTED = 100_000;
}

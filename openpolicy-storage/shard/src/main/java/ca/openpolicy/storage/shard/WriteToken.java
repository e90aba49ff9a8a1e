// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import ca.openpolicy.core.InvalidValueException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a write ended in the log of its shard. Handed to a later read, which then sees that write wherever it is done.
 * Its text may travel to a client and back; who forges one makes reads wait a moment, and no more.
 *
 * @param shard the name of the shard
 * @param position how many bytes of the shard's log there were after the write; {@link Long#MAX_VALUE} if that is not
 *     known, so that only the primary will do
 */
public record WriteToken(String shard, long position) {
    private static final Pattern TEXT = Pattern.compile("([a-z][a-z0-9-]{0,31})\\.([0-9a-f]{1,16})");

    /** Refuses a position before the first. */
    public WriteToken {
        if (position < 0) {
            throw new IllegalArgumentException("a position is not negative");
        }
    }

    static WriteToken unknown(String shard) {
        return new WriteToken(shard, Long.MAX_VALUE);
    }

    /**
     * The token that a text stands for.
     *
     * @param text as {@link #text} gave it
     * @return the token
     * @throws InvalidValueException if it is none
     */
    public static WriteToken of(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches() || Long.parseUnsignedLong(parts.group(2), 16) < 0) {
            throw InvalidValueException.of("token", text, "a token that came with a write");
        }
        return new WriteToken(parts.group(1), Long.parseUnsignedLong(parts.group(2), 16));
    }

    /**
     * The token as a text of letters, digits, hyphens and a point.
     *
     * @return the text, at most 49 characters
     */
    public String text() {
        return shard + "." + Long.toHexString(position);
    }
}

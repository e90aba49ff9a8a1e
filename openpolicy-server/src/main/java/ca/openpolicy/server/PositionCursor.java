// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server;

import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.InvalidValueException;
import java.nio.ByteBuffer;
import java.util.Base64;

/** Positions in lists that are counted, as cursors that belong to their list. */
final class PositionCursor {
    private PositionCursor() {}

    static String write(String list, long position) {
        byte[] bytes = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(position)
                .putLong(seal(list, position))
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static long read(String list, String token) {
        ByteBuffer bytes = ByteBuffer.wrap(decode(token));
        if (bytes.remaining() != 2 * Long.BYTES) {
            throw invalid(token);
        }
        long position = bytes.getLong();
        if (position < 0 || bytes.getLong() != seal(list, position)) {
            throw invalid(token);
        }
        return position;
    }

    private static byte[] decode(String token) {
        try {
            return Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            throw invalid(token);
        }
    }

    private static long seal(String list, long position) {
        return EntityId.of("cursor", list + "\0" + position).value();
    }

    private static InvalidValueException invalid(String token) {
        return InvalidValueException.of("cursor", token, "a cursor from the next or prev link of this query");
    }
}

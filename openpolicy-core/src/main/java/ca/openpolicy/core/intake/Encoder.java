// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import ca.openpolicy.core.Digest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Writes values so that different sequences of values never give the same bytes: each text has its length in front. Not
 * for use by several threads.
 */
final class Encoder {
    private static final int ABSENT = -1;

    private final MessageDigest sha = sha256();
    private byte[] bytes = new byte[1 << 12];
    private int length;

    Encoder text(String value) {
        return raw(value.getBytes(StandardCharsets.UTF_8));
    }

    Encoder raw(byte[] value) {
        number(value.length);
        room(value.length);
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
        return this;
    }

    Encoder optional(Optional<?> value) {
        return value.isPresent() ? text(value.get().toString()) : number(ABSENT);
    }

    Encoder number(int value) {
        room(Integer.BYTES);
        for (int shift = 24; shift >= 0; shift -= 8) {
            bytes[length++] = (byte) (value >>> shift);
        }
        return this;
    }

    Encoder small(int value) {
        room(1);
        bytes[length++] = (byte) value;
        return this;
    }

    /** What was written since the last call. */
    byte[] take() {
        byte[] taken = Arrays.copyOf(bytes, length);
        length = 0;
        return taken;
    }

    /** The digest of what was written since the last call. */
    Digest digest() {
        sha.update(bytes, 0, length);
        length = 0;
        return Digest.of(sha.digest());
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

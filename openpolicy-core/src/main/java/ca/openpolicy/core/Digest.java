// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import java.util.HexFormat;

/**
 * A digest of content, 128 bits.
 *
 * @param hex 32 lower-case hexadecimal digits
 */
public record Digest(String hex) {
    /** How many bytes a digest has. */
    public static final int BYTES = 16;

    /** Refuses other forms. */
    public Digest {
        if (hex.length() != 2 * BYTES || !hex.chars().allMatch(Digest::isLowerHexDigit)) {
            throw InvalidValueException.of("digest", hex, "32 lower-case hexadecimal digits");
        }
    }

    private static boolean isLowerHexDigit(int c) {
        return HexFormat.isHexDigit(c) && !(c >= 'A' && c <= 'F');
    }

    /**
     * A digest of the leading bytes of a hash.
     *
     * @param hash at least 16 bytes
     * @return the digest
     */
    public static Digest of(byte[] hash) {
        return new Digest(HexFormat.of().formatHex(hash, 0, BYTES));
    }
}

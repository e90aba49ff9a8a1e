// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import ca.openpolicy.core.MisconfiguredException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret that signs cursors. All processes that serve the same queries want the same one, or a cursor of one is
 * refused by the other.
 */
public final class CursorKey {
    /** The fewest bytes that a secret has. */
    public static final int MIN_LENGTH = 32;

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec secret;

    private CursorKey(byte[] secret) {
        this.secret = new SecretKeySpec(secret, ALGORITHM);
    }

    /**
     * A given secret.
     *
     * @param secret at least {@link #MIN_LENGTH} bytes; copied
     * @return the key
     * @throws MisconfiguredException if the secret is too short
     */
    public static CursorKey of(byte[] secret) {
        if (secret.length < MIN_LENGTH) {
            throw new MisconfiguredException(
                    List.of("cursor key: has " + secret.length + " bytes, must have at least " + MIN_LENGTH));
        }
        return new CursorKey(secret);
    }

    /**
     * A secret that nobody knows.
     *
     * @param random where it comes from
     * @return the key
     */
    public static CursorKey random(RandomGenerator random) {
        byte[] secret = new byte[MIN_LENGTH];
        random.nextBytes(secret);
        return new CursorKey(secret);
    }

    byte[] sign(byte[] bytes, int length) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            mac.update(bytes, 0, length);
            return mac.doFinal();
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    /**
     * Nothing of the secret.
     *
     * @return always the same text
     */
    @Override
    public String toString() {
        return "CursorKey[hidden]";
    }
}

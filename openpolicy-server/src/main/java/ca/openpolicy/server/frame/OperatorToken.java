// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The secret of those who may write; only its digest is kept. */
public final class OperatorToken {
    private final byte[] digest;

    private OperatorToken(byte[] digest) {
        this.digest = digest;
    }

    /**
     * Takes a secret.
     *
     * @param secret what callers must present
     * @return knows it when it is presented
     */
    public static OperatorToken of(String secret) {
        return new OperatorToken(digest(secret));
    }

    /**
     * Compares in a time that does not depend on how much is right.
     *
     * @param presented what a caller says
     * @return whether it is the secret
     */
    boolean is(String presented) {
        return MessageDigest.isEqual(digest, digest(presented));
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

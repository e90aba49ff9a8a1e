// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** Tells one query from another: SHA-256 over all that decides which rows come in which order. */
final class QueryHash {
    /** Another form of the cursor is another number, so that a cursor of the old form is not misread. */
    private static final int FORM = 1;

    private QueryHash() {}

    static byte[] of(KeysetQuery<?> query) {
        MessageDigest digest = sha256();
        OutputStream nowhere = OutputStream.nullOutputStream();
        try (DataOutputStream out = new DataOutputStream(new DigestOutputStream(nowhere, digest))) {
            out.writeByte(FORM);
            write(out, query.select());
            write(out, query.from());
            write(out, query.where());
            write(out, query.parameters());
            for (SortKey key : query.order()) {
                write(out, key.expression());
                write(out, key.kind().name());
                out.writeBoolean(key.descending());
                out.writeBoolean(key.nullable());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return digest.digest();
    }

    private static void write(DataOutputStream out, List<?> values) throws IOException {
        out.writeInt(values.size());
        for (Object value : values) {
            switch (value) {
                case List<?> list -> write(out, list);
                case byte[] bytes -> write(out, bytes);
                default -> {
                    write(out, value.getClass().getName());
                    write(out, value.toString());
                }
            }
        }
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        write(out, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void write(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

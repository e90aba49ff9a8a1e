// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * A password in a file that only its owner may read. Only the owner of its directory may make it.
 *
 * @param path the file
 */
record Secret(Path path) {
    private static final int BYTES = 24;

    static Secret ofPassword(Path directory) {
        return new Secret(directory.resolve("openpolicy.password"));
    }

    /** Makes a new one, whole or not at all. */
    void make() throws IOException {
        byte[] secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        write(HexFormat.of().formatHex(secret));
    }

    /** Takes over one, whole or not at all. */
    void write(String secret) throws IOException {
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, DataDirectory.permissions("rw-------"));
        Files.writeString(fresh, secret);
        DataDirectory.flush(fresh);
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Makes one unless it is there, and says it. */
    String obtain() {
        try {
            if (!Files.exists(path)) {
                make();
            }
            return read();
        } catch (IOException failure) {
            throw Ownership.unusable(path.resolveSibling(""), failure);
        }
    }

    String read() {
        try {
            return Files.readString(path);
        } catch (IOException failure) {
            throw Ownership.unusable(path.resolveSibling(""), failure);
        }
    }
}

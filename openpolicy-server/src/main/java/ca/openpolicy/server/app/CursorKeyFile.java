// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.storage.shard.CursorKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** The secret that signs cursors, beside the data, so that a link of yesterday works after a restart. */
final class CursorKeyFile {
    private static final String NAME = "cursor.key";

    private CursorKeyFile() {}

    static CursorKey in(Path dataDir) {
        Path file = dataDir.resolve(NAME);
        try {
            if (!Files.exists(file) || Files.size(file) < CursorKey.MIN_LENGTH) {
                write(dataDir, file);
            }
            return CursorKey.of(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new FailedStartException("the data directory " + dataDir + " cannot be written", e);
        }
    }

    private static void write(Path dataDir, Path file) throws IOException {
        byte[] secret = new byte[CursorKey.MIN_LENGTH];
        Ambient.system().random().nextBytes(secret);
        Path fresh = Files.createTempFile(dataDir, NAME, ".new");
        if (Files.getFileStore(fresh).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
        }
        Files.write(fresh, secret);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}

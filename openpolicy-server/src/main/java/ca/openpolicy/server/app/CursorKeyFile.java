// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.storage.shard.CursorKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The secret that signs cursors, beside the data, so that a link of yesterday works after a restart. */
final class CursorKeyFile {
    private static final String NAME = "cursor.key";

    private CursorKeyFile() {}

    static Path in(Path dataDir) {
        return dataDir.resolve(NAME);
    }

    static CursorKey at(Path file) {
        try {
            if (!Files.exists(file) || Files.size(file) < CursorKey.MIN_LENGTH) {
                write(file.toAbsolutePath().getParent(), file);
            }
            return CursorKey.of(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new FailedStartException("the file " + file + " cannot be read, or not be made", e);
        }
    }

    private static void write(@Nullable Path directory, Path file) throws IOException {
        Path dataDir = Files.createDirectories(Objects.requireNonNull(directory, "no directory"));
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

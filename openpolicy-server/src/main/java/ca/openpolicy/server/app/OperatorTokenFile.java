// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.server.frame.OperatorToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;

/** The secret of those who may write: made at the first start, and kept where only its owner may read it. */
final class OperatorTokenFile {
    static final String NAME = "operator.token";

    private static final int BYTES = 32;
    private static final int LEAST_CHARACTERS = 32;
    private static final Set<PosixFilePermission> OF_OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private OperatorTokenFile() {}

    /** Reads it, or makes it if there is none. */
    static OperatorToken at(Path file) {
        try {
            if (Files.notExists(file)) {
                write(file);
            }
            checkOwnership(file);
            return OperatorToken.of(secret(file));
        } catch (IOException e) {
            throw new FailedStartException("the file " + file + " of the operator's token cannot be read or made", e);
        }
    }

    private static String secret(Path file) throws IOException {
        String secret = Files.readString(file).strip();
        if (secret.length() < LEAST_CHARACTERS || !secret.matches("[A-Za-z0-9._~+/=-]+")) {
            throw new FailedStartException(
                    "the file " + file + " must hold one token of at least " + LEAST_CHARACTERS
                            + " letters, digits or any of ._~+/=- ; without the file, one is made",
                    new IllegalStateException("no token"));
        }
        return secret;
    }

    private static void checkOwnership(Path file) throws IOException {
        if (!isPosix(file)) {
            return;
        }
        Set<PosixFilePermission> found = Files.getPosixFilePermissions(file);
        if (found.stream().anyMatch(OF_OTHERS::contains)) {
            throw new FailedStartException(
                    "the file " + file + " of the operator's token can be read or written by others ("
                            + PosixFilePermissions.toString(found) + "); try chmod 600 " + file,
                    new IllegalStateException("no secret any more"));
        }
    }

    /** Whole or not at all: a file of the same name never holds half a token. */
    private static void write(Path file) throws IOException {
        byte[] secret = new byte[BYTES];
        Ambient.system().random().nextBytes(secret);
        Path directory = file.toAbsolutePath().getParent();
        Files.createDirectories(directory);
        Path fresh = Files.createTempFile(directory, NAME, ".new");
        try {
            if (isPosix(fresh)) {
                Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
            }
            Files.writeString(fresh, Base64.getUrlEncoder().withoutPadding().encodeToString(secret) + "\n");
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static boolean isPosix(Path file) throws IOException {
        return Files.getFileStore(file).supportsFileAttributeView("posix");
    }
}

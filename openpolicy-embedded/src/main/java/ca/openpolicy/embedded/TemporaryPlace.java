// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import ca.openpolicy.embedded.EmbeddedEngineException.Reason;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A directory below the one for temporary files that nobody but this user can have put programs into. */
final class TemporaryPlace {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private TemporaryPlace() {}

    static Path ofThisUser(String engine) {
        String user = System.getProperty("user.name", "").replaceAll("[^A-Za-z0-9_-]", "_");
        return in(Path.of(System.getProperty("java.io.tmpdir", "/tmp")), "openpolicy-" + engine + "-of-" + user);
    }

    static Path in(Path parent, String name) {
        Path place = parent.resolve(name);
        try {
            make(place);
            if (!isOwnersOnly(place)) {
                throw new EmbeddedEngineException(
                        Reason.DIRECTORY_UNUSABLE,
                        place + " is not a directory of this user alone, so nothing is run from there; remove it, or"
                                + " name another directory");
            }
            return place;
        } catch (IOException failure) {
            throw Ownership.unusable(place, failure);
        }
    }

    private static void make(Path place) throws IOException {
        try {
            Files.createDirectory(place, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } catch (FileAlreadyExistsException madeBefore) {
            // as most often
        }
    }

    private static boolean isOwnersOnly(Path place) throws IOException {
        Path probe = Files.createTempFile("openpolicy-", "");
        try {
            return Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)
                    && Files.getOwner(place, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(probe))
                    && Files.getPosixFilePermissions(place, LinkOption.NOFOLLOW_LINKS)
                            .equals(OWNER_ONLY);
        } finally {
            Files.delete(probe);
        }
    }
}

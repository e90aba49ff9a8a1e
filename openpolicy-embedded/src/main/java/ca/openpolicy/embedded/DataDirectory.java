// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import ca.openpolicy.embedded.EmbeddedEngineException.Reason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Makes the directory of an engine, and refuses one that belongs to somebody else before anything is written there. */
final class DataDirectory {
    private DataDirectory() {}

    /**
     * The real path of the directory.
     *
     * @param marks files of which one at least lies in a used directory of this engine
     */
    static Path in(Path wanted, Set<String> marks) {
        try {
            makeForOwner(wanted);
            Path directory = wanted.toRealPath();
            refuseForeign(directory, marks);
            return directory;
        } catch (IOException failure) {
            throw Ownership.unusable(wanted, failure);
        }
    }

    /** The log may quote data, so others are kept out. */
    private static void makeForOwner(Path wanted) throws IOException {
        if (!Files.isDirectory(wanted)) {
            Files.createDirectories(wanted.resolveSibling(""));
            Files.createDirectory(wanted, permissions("rwx------"));
        }
    }

    private static void refuseForeign(Path directory, Set<String> marks) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            List<String> names = entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> !name.startsWith(".") && !name.equals("lost+found"))
                    .sorted()
                    .toList();
            if (!names.isEmpty() && names.stream().noneMatch(marks::contains)) {
                throw foreign(directory, "holds files that are not of this engine (" + names.get(0) + ")");
            }
        }
    }

    static EmbeddedEngineException foreign(Path directory, String what) {
        return new EmbeddedEngineException(
                Reason.DIRECTORY_FOREIGN,
                "the data directory " + directory + " " + what + "; or take another directory");
    }

    static FileAttribute<Set<PosixFilePermission>> permissions(String text) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
    }

    static void flush(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}

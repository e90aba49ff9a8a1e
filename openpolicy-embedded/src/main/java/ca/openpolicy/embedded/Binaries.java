// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import ca.openpolicy.embedded.EmbeddedEngineException.Reason;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.tukaani.xz.XZInputStream;

/**
 * The unpacked programs of an engine.
 *
 * <p>They are unpacked beside their place, listed with their sizes, and moved there whole, one process at a time. What
 * was cut off by a crash, or gnawed at by a cleaner of temporary files, is not what the list says and is made anew.
 *
 * @param home the directory that holds bin and, of PostgreSQL, lib and share
 */
record Binaries(Path home) {
    private static final String LIST = "openpolicy.files";
    private static final String UNFINISHED = "unfinished-";
    private static final String PROGRAMS = "bin";
    private static final String TAR = ".txz";

    static Binaries unpacked(Archive archive, Path base) {
        try {
            Path home = base.resolve(archive.key());
            if (!isWhole(home)) {
                unpackAlone(archive, home, base);
            }
            return new Binaries(home);
        } catch (IOException e) {
            throw new EmbeddedEngineException(
                    Reason.DIRECTORY_UNUSABLE,
                    "cannot unpack " + archive.engine() + " into " + base + " (" + e
                            + "); name a writable directory with some 80 MB of space as binariesDirectory",
                    e);
        }
    }

    /**
     * Those of an engine: in the directory that the settings name, which may be shared; or below its data, where nobody
     * else unpacks; or, if those do not last either, in the place of this user.
     */
    static Binaries unpacked(Archive archive, Optional<Path> named, Optional<Path> lasting, Supplier<Path> place) {
        if (named.isPresent() || lasting.isEmpty()) {
            return unpacked(archive, named.orElseGet(place));
        }
        Binaries own = unpacked(archive, lasting.get().resolve("binaries"));
        own.removeOthers();
        return own;
    }

    /** Removes what other archives left beside this one; only where nobody else unpacks. */
    void removeOthers() {
        try (Stream<Path> entries = Files.list(home.resolveSibling(""))) {
            for (Path other : entries.filter(Files::isDirectory)
                    .filter(entry -> !entry.equals(home))
                    .toList()) {
                Trees.delete(other);
            }
        } catch (IOException failure) {
            throw Ownership.unusable(home, failure);
        }
    }

    Path program(String name) {
        return home.resolve(PROGRAMS).resolve(name);
    }

    /** The major version, from the first line of the catalogue that initdb reads, as in "# PostgreSQL 18". */
    String majorVersion() throws IOException {
        try (Stream<String> lines = Files.lines(home.resolve("share/postgresql/postgres.bki"))) {
            String first = lines.findFirst().orElse("");
            return first.substring(first.lastIndexOf(' ') + 1);
        }
    }

    private static synchronized void unpackAlone(Archive archive, Path home, Path base) throws IOException {
        Files.createDirectories(base);
        try (FileChannel channel = FileChannel.open(
                        base.resolve("unpack.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (lock.isValid() && !isWhole(home)) {
                sweep(base);
                replace(home, unpack(archive, base), base);
            }
        }
    }

    private static Path unpack(Archive archive, Path base) throws IOException {
        Path fresh = Files.createTempDirectory(base, UNFINISHED);
        try (InputStream in = new BufferedInputStream(archive.open(), 1 << 16)) {
            if (archive.name().endsWith(TAR)) {
                Tar.unpack(new XZInputStream(in), fresh);
            } else {
                copy(in, new Binaries(fresh).program(archive.program()));
            }
        }
        Files.write(fresh.resolve(LIST), listed(fresh));
        return fresh;
    }

    private static void copy(InputStream in, Path program) throws IOException {
        Files.createDirectories(program.resolveSibling(""));
        Files.copy(in, program);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** The damaged one may still be in use, so it is moved away before it is deleted. */
    private static void replace(Path home, Path fresh, Path base) throws IOException {
        if (Files.exists(home, LinkOption.NOFOLLOW_LINKS)) {
            Files.move(home, Files.createTempDirectory(base, UNFINISHED).resolve("damaged"));
        }
        Files.move(fresh, home);
        sweep(base);
    }

    private static void sweep(Path base) throws IOException {
        try (Stream<Path> entries = Files.list(base)) {
            for (Path unfinished : entries.filter(
                            entry -> entry.getFileName().toString().startsWith(UNFINISHED))
                    .toList()) {
                Trees.delete(unfinished);
            }
        }
    }

    private static List<String> listed(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .map(file -> file.toFile().length() + " " + root.relativize(file))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isWhole(Path home) throws IOException {
        try {
            return Files.readAllLines(home.resolve(LIST)).stream().allMatch(line -> isAsListed(home, line));
        } catch (NoSuchFileException notUnpacked) {
            return false;
        }
    }

    private static boolean isAsListed(Path home, String line) {
        int space = line.indexOf(' ');
        Path file = home.resolve(line.substring(space + 1));
        return Files.isRegularFile(file) && file.toFile().length() == Long.parseLong(line.substring(0, space));
    }
}

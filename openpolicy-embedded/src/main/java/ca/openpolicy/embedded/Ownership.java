// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import ca.openpolicy.embedded.EmbeddedEngineException.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The right to run a server on a directory: a lock of the operating system, which ends with the process that holds it,
 * however that ends. The file is never deleted, or two could hold a lock each on a file of the same name.
 */
final class Ownership implements AutoCloseable {
    static final String LOCK = "openpolicy.lock";
    static final String OWNER = "openpolicy.owner";

    /** Within one process the system's locks do not exclude, and closing a second channel would give up the first. */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final FileChannel channel;

    private Ownership(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /**
     * Takes the right to an existing directory.
     *
     * @param directory its real path
     */
    static Ownership take(Path directory) {
        if (!HELD_HERE.add(directory)) {
            throw inUse(directory, "this process");
        }
        try {
            return new Ownership(directory, lock(directory));
        } catch (IOException | RuntimeException failure) {
            HELD_HERE.remove(directory);
            throw failure instanceof RuntimeException known ? known : unusable(directory, failure);
        }
    }

    Path directory() {
        return directory;
    }

    private static FileChannel lock(Path directory) throws IOException {
        FileChannel channel =
                FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        Optional<FileLock> lock = Optional.ofNullable(channel.tryLock());
        if (lock.isEmpty()) {
            channel.close();
            throw inUse(directory, holder(directory));
        }
        Files.writeString(
                directory.resolve(OWNER), Long.toString(ProcessHandle.current().pid()));
        return channel;
    }

    private static String holder(Path directory) {
        try {
            return "process " + Files.readString(directory.resolve(OWNER)).strip();
        } catch (IOException unknown) {
            return "another process";
        }
    }

    private static EmbeddedEngineException inUse(Path directory, String holder) {
        return new EmbeddedEngineException(
                Reason.DIRECTORY_IN_USE,
                "the data directory " + directory + " is in use by " + holder
                        + "; stop that first, or take another directory");
    }

    static EmbeddedEngineException unusable(Path directory, Exception failure) {
        return new EmbeddedEngineException(
                Reason.DIRECTORY_UNUSABLE,
                "the data directory " + directory + " cannot be used (" + failure
                        + "); name one that this user can make and write",
                failure);
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(directory.resolve(OWNER));
            channel.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } finally {
            HELD_HERE.remove(directory);
        }
    }
}

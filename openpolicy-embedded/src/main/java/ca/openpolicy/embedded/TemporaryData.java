// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import ca.openpolicy.embedded.EmbeddedEngineException.Reason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A data directory that lasts as long as its server. Those of killed processes are found by the next start of a
 * temporary server of the same kind and user: their servers are stopped, and they are removed.
 *
 * @param directory the directory, its real path
 * @param ownership the right to it
 */
record TemporaryData(Path directory, Ownership ownership) implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(TemporaryData.class.getName());
    private static final String PREFIX = "data-";

    static TemporaryData make(Path place, Consumer<Path> stopOrphan) {
        return alone(place, () -> {
            for (Path abandoned : directories(place)) {
                removeIfAbandoned(abandoned, stopOrphan);
            }
            Path directory = Files.createTempDirectory(place, PREFIX).toRealPath();
            return new TemporaryData(directory, Ownership.take(directory));
        });
    }

    private static List<Path> directories(Path place) throws IOException {
        try (Stream<Path> entries = Files.list(place)) {
            return entries.filter(entry -> entry.getFileName().toString().startsWith(PREFIX))
                    .toList();
        }
    }

    private static void removeIfAbandoned(Path directory, Consumer<Path> stopOrphan) {
        try (Ownership abandoned = Ownership.take(directory.toRealPath())) {
            stopOrphan.accept(abandoned.directory());
            Trees.delete(abandoned.directory());
        } catch (IOException | EmbeddedEngineException kept) {
            if (!(kept instanceof EmbeddedEngineException refused) || refused.reason() != Reason.DIRECTORY_IN_USE) {
                LOG.log(System.Logger.Level.WARNING, "an abandoned temporary directory stays: " + directory, kept);
            }
        }
    }

    @Override
    public void close() {
        alone(directory.resolveSibling(""), () -> {
            Trees.delete(directory);
            ownership.close();
            return directory;
        });
    }

    private interface Work<T> {
        T run() throws IOException;
    }

    /** One process and one thread at a time, so that nobody takes a directory that is just being made or removed. */
    private static synchronized <T> T alone(Path place, Work<T> work) {
        try (FileChannel channel = FileChannel.open(
                        place.resolve("data.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            lock.isValid();
            return work.run();
        } catch (IOException failure) {
            throw Ownership.unusable(place, failure);
        }
    }
}

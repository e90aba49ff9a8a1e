// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.RejectedException;
import ca.openpolicy.core.Source;
import ca.openpolicy.core.SourceFile;
import ca.openpolicy.core.UnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Words from NDJSON files of the shapes that {@link WordsJson#whole} writes, one word a line, so that any legislature
 * has a way in. A line is recognised by the path in its {@code url} or by a field {@code kind}: jurisdiction, session,
 * party, member, bill, vote, ballot. A line that cannot be taken is rejected, the others are taken.
 *
 * <p>The ballots of a division stand on consecutive lines. Derived ballots, party totals and what else follows from
 * other words is left out, since it is made anew.
 */
public final class NdjsonSource implements Source {
    private final Path root;
    private final NdjsonSettings settings;

    private NdjsonSource(Path root, NdjsonSettings settings) {
        this.root = root;
        this.settings = settings;
    }

    /**
     * Makes a source.
     *
     * @param root a file, or a directory all of whose files are looked at
     * @param settings its name and limits
     * @return the source
     */
    public static NdjsonSource of(Path root, NdjsonSettings settings) {
        return new NdjsonSource(root, settings);
    }

    @Override
    public String name() {
        return settings.name();
    }

    /**
     * Lists the regular files in order of their names; links are left out.
     *
     * @return the files
     * @throws UnavailableException if the directory cannot be read
     * @throws RejectedException if it has more files than the settings allow
     */
    @Override
    public List<SourceFile> files() {
        if (Files.isRegularFile(root)) {
            return List.of(file(root, String.valueOf(root.getFileName())));
        }
        try (Stream<Path> all = Files.walk(root)) {
            List<Path> found = all.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .limit(settings.maxFiles() + 1L)
                    .toList();
            return named(found);
        } catch (IOException | UncheckedIOException e) {
            throw new UnavailableException(
                    "the directory " + root + " cannot be read: " + e.getMessage(), Duration.ofMinutes(1), e);
        }
    }

    private List<SourceFile> named(List<Path> found) {
        if (found.size() > settings.maxFiles()) {
            throw new RejectedException(
                    "too-many-files", 0, "the directory has more than " + settings.maxFiles() + " files");
        }
        return found.stream()
                .map(path -> file(path, relative(path)))
                .sorted((a, b) -> a.name().compareTo(b.name()))
                .toList();
    }

    private String relative(Path path) {
        return root.relativize(path).toString().replace(path.getFileSystem().getSeparator(), "/");
    }

    private SourceFile file(Path path, String name) {
        return new NdjsonFile(path, name, settings);
    }
}

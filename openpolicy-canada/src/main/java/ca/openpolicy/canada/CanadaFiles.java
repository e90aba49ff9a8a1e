// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

import ca.openpolicy.core.InvalidValueException;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder of the Parliament of Canada's own files, or of another parliament that uses the same formats. Each file is
 * recognised by its content; what is of no known format is named. Hidden files and folders (whose names begin with a
 * dot) are left out, links are named and not followed. Safe for use by many threads.
 */
public final class CanadaFiles implements Source {
    private final Path root;
    private final CanadaSettings settings;
    private final Document document;

    private CanadaFiles(Path root, CanadaSettings settings) {
        this.root = root;
        this.settings = settings;
        this.document = new Document(settings, new Pool());
    }

    /**
     * The files of a folder and of the folders in it, or one file.
     *
     * @param path the folder or the file
     * @param settings how they are read
     * @return the source
     * @throws InvalidValueException if there is no such folder or file
     */
    public static CanadaFiles in(Path path, CanadaSettings settings) {
        try {
            return new CanadaFiles(path.toRealPath(), settings);
        } catch (IOException absent) {
            throw InvalidValueException.of("path", path.toString(), "a folder or a file that can be read");
        }
    }

    @Override
    public String name() {
        return root.toString();
    }

    @Override
    public List<SourceFile> files() throws InterruptedException {
        List<SourceFile> files = new ArrayList<>(BuiltIn.of(settings));
        try (Stream<Path> walk = Files.walk(root)) {
            List<LocalFile> found = found(walk.iterator());
            found.sort(Comparator.comparing(LocalFile::name));
            files.addAll(found);
            return files;
        } catch (IOException | UncheckedIOException unreadable) {
            throw new UnavailableException(
                    "cannot list " + root + ": " + Refusal.reason(unreadable), Duration.ofMinutes(1), unreadable);
        }
    }

    @Override
    public boolean concurrent() {
        return true;
    }

    private List<LocalFile> found(Iterator<Path> walk) throws InterruptedException {
        List<LocalFile> found = new ArrayList<>();
        while (walk.hasNext()) {
            Path path = walk.next();
            Reading.stopIfInterrupted();
            if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) && !hidden(path)) {
                found.add(new LocalFile(relative(path), path, document, settings));
            }
            if (found.size() > settings.maxFiles()) {
                throw new RejectedException(
                        "too-many-files",
                        0,
                        root + " has more than " + settings.maxFiles() + " files; the limit is the setting max-files");
            }
        }
        return found;
    }

    private boolean hidden(Path path) {
        for (Path part : root.relativize(path)) {
            if (part.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    private String relative(Path path) {
        Path relative = path.equals(root) ? path.getFileName() : root.relativize(path);
        return String.valueOf(relative).replace(path.getFileSystem().getSeparator(), "/");
    }
}

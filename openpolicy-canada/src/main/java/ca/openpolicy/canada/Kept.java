// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** The documents that were fetched, in a folder by address, each with what the site needs to say "not modified". */
final class Kept {
    private static final String BODY = ".body";
    private static final String META = ".properties";

    private final Path folder;
    private final long maxBytes;

    /** A document and its validators. */
    record Entry(Path body, Optional<String> etag, Optional<String> lastModified) {}

    Kept(Path folder, long maxBytes) {
        this.folder = folder;
        this.maxBytes = maxBytes;
    }

    /** A place for a body that is being fetched. */
    Path fresh() throws IOException {
        Files.createDirectories(folder);
        return Files.createTempFile(folder, "fetching-", ".part");
    }

    Optional<Entry> find(URI address) throws IOException {
        Path body = path(address, BODY);
        Path meta = path(address, META);
        if (!Files.isRegularFile(body) || !Files.isRegularFile(meta)) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(meta)) {
            properties.load(in);
        } catch (IllegalArgumentException broken) {
            return Optional.empty();
        }
        return Optional.of(new Entry(
                body,
                Optional.ofNullable(properties.getProperty("etag")),
                Optional.ofNullable(properties.getProperty("last-modified"))));
    }

    /**
     * Puts a body in its place; a process that dies in between leaves a body without validators, never a wrong pair.
     */
    Path keep(URI address, Path fetched, Optional<String> etag, Optional<String> lastModified, Instant now)
            throws IOException {
        Path body = path(address, BODY);
        Path meta = path(address, META);
        Files.deleteIfExists(meta);
        Files.move(fetched, body, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        Properties properties = new Properties();
        properties.setProperty("address", address.toString());
        etag.ifPresent(value -> properties.setProperty("etag", value));
        lastModified.ifPresent(value -> properties.setProperty("last-modified", value));
        Path written = fresh();
        try (OutputStream out = Files.newOutputStream(written)) {
            properties.store(out, null);
        }
        Files.move(written, meta, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        touch(body, now);
        shrink(body);
        return body;
    }

    void touch(Path body, Instant now) throws IOException {
        Files.setLastModifiedTime(body, FileTime.from(now));
    }

    private void shrink(Path latest) throws IOException {
        long total = Files.size(latest);
        for (Path body : bodies()) {
            total += body.equals(latest) ? 0 : Files.size(body);
            if (total > maxBytes && !body.equals(latest)) {
                drop(body);
            }
        }
    }

    private void drop(Path body) throws IOException {
        String name = String.valueOf(body.getFileName());
        Files.deleteIfExists(folder.resolve(name.replace(BODY, META)));
        Files.deleteIfExists(body);
    }

    /** The latest first. */
    private List<Path> bodies() throws IOException {
        List<Path> bodies = new ArrayList<>();
        try (Stream<Path> all = Files.list(folder)) {
            all.filter(path -> path.toString().endsWith(BODY)).forEach(bodies::add);
        }
        List<Dated> dated = new ArrayList<>();
        for (Path body : bodies) {
            dated.add(new Dated(body, Files.getLastModifiedTime(body)));
        }
        return dated.stream()
                .sorted(Comparator.comparing(Dated::time).reversed().thenComparing(Dated::path))
                .map(Dated::path)
                .toList();
    }

    private record Dated(Path path, FileTime time) {}

    private Path path(URI address, String ending) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(address.toString().getBytes(StandardCharsets.UTF_8));
            return folder.resolve(HexFormat.of().formatHex(hash) + ending);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache.warm;

import ca.openpolicy.core.RejectedException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/** Reads logs of accesses, line by line. */
final class AccessLog {
    private static final int LONGEST_LINE = 4_096;
    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;

    private AccessLog() {}

    /**
     * A line.
     *
     * @param millis when
     * @param reader who
     * @param key which
     */
    record Access(long millis, long reader, String key) {}

    static void read(Path log, Consumer<Access> sink) throws IOException {
        try (InputStream file = new BufferedInputStream(Files.newInputStream(log));
                Reader reader = new BufferedReader(new InputStreamReader(unpacked(file), StandardCharsets.UTF_8))) {
            Optional<String> line = line(reader, 1);
            for (long number = 1; line.isPresent(); line = line(reader, ++number)) {
                String text = line.get();
                if (!text.isBlank() && text.charAt(0) != '#') {
                    sink.accept(parsed(text, number));
                }
            }
        }
    }

    private static InputStream unpacked(InputStream file) throws IOException {
        file.mark(2);
        boolean packed = file.read() == GZIP_FIRST && file.read() == GZIP_SECOND;
        file.reset();
        return packed ? new GZIPInputStream(file) : file;
    }

    private static Optional<String> line(Reader reader, long number) throws IOException {
        StringBuilder line = new StringBuilder();
        int next = reader.read();
        if (next < 0) {
            return Optional.empty();
        }
        for (; next >= 0 && next != '\n'; next = reader.read()) {
            if (line.length() == LONGEST_LINE) {
                throw malformed(number, "is longer than " + LONGEST_LINE + " characters");
            }
            line.append((char) next);
        }
        return Optional.of(line.toString().stripTrailing());
    }

    private static Access parsed(String line, long number) {
        String[] parts = line.split(" ", 3);
        if (parts.length < 3 || parts[1].isEmpty() || parts[2].isEmpty()) {
            throw malformed(number, "must be milliseconds, a reader and a key, with a space between them");
        }
        try {
            return new Access(Long.parseLong(parts[0]), reader(parts[1]), parts[2]);
        } catch (NumberFormatException none) {
            throw malformed(number, "must begin with milliseconds since 1970");
        }
    }

    private static RejectedException malformed(long number, String what) {
        return new RejectedException("malformed-access-log", number, "line " + number + " " + what);
    }

    private static long reader(String word) {
        if (word.equals("-")) {
            return AccessModel.NOBODY;
        }
        long hash = 0xcbf29ce484222325L;
        for (byte each : word.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ each) * 0x100000001b3L;
        }
        return hash == AccessModel.NOBODY ? 1 : hash;
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The lines of a UTF-8 file, one after the other, in memory that does not grow with a line beyond the limit. */
final class Lines implements Closeable {
    private static final int END = -1;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final InputStream in;
    private final byte[] chunk = new byte[1 << 16];
    private final int maxBytes;
    private int next;
    private int filled;
    private long number;

    private Lines(InputStream in, int maxBytes) {
        this.in = in;
        this.maxBytes = maxBytes;
    }

    static Lines of(Path file, int maxBytes) throws IOException {
        return new Lines(Files.newInputStream(file), maxBytes);
    }

    /** A line: its text, or what is wrong with it. */
    sealed interface Line {
        /** Where, from 1. */
        long number();

        /**
         * A line that could be read.
         *
         * @param ended whether a line feed ends it
         */
        record Good(long number, String text, boolean ended) implements Line {}

        /** A line that could not. */
        record Bad(long number, String code, String message) implements Line {}
    }

    /** The next line that is not blank; nothing at the end of the file. */
    Optional<Line> next() throws IOException {
        while (available()) {
            Line line = line();
            if (!(line instanceof Line.Good good && good.text().isBlank())) {
                return Optional.of(line);
            }
        }
        return Optional.empty();
    }

    private Line line() throws IOException {
        number++;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        boolean tooLong = false;
        int end = END;
        while (end == END && available()) {
            end = endInChunk();
            int stop = end == END ? filled : end;
            tooLong = tooLong || bytes.size() + (stop - next) > maxBytes;
            bytes.write(chunk, next, tooLong ? 0 : stop - next);
            next = end == END ? stop : stop + 1;
        }
        return tooLong
                ? new Line.Bad(number, "too-long", "the line is longer than " + maxBytes + " bytes")
                : decoded(bytes.toByteArray(), end != END);
    }

    private Line decoded(byte[] bytes, boolean ended) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            boolean marked = number == 1 && text.startsWith(BYTE_ORDER_MARK);
            return new Line.Good(number, marked ? text.substring(BYTE_ORDER_MARK.length()) : text, ended);
        } catch (CharacterCodingException e) {
            return new Line.Bad(number, "wrong-encoding", "the line is not UTF-8");
        }
    }

    private int endInChunk() {
        for (int i = next; i < filled; i++) {
            if (chunk[i] == '\n') {
                return i;
            }
        }
        return END;
    }

    private boolean available() throws IOException {
        if (next == filled) {
            next = 0;
            filled = Math.max(0, in.read(chunk));
        }
        return filled > 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}

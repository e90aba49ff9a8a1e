// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import io.helidon.common.buffers.DataReader;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.RequestException;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads requests more strictly than Helidon 4.5 does, which takes methods in small letters for those in capitals, lines
 * of chunks of any length and with signs, and whatever two bytes follow a chunk for the end of its line.
 */
final class GuardedReader extends DataReader {
    /** Only what parts a body into chunks is read by lines. */
    private static final int LONGEST_LINE = 1_024;

    private static final Pattern CHUNK = Pattern.compile("([0-9A-Fa-f]{1,16})[ \t]*(;.*)?");
    private static final int LINE_END = 2;

    private final Guard guard;
    private boolean withinChunk;

    @SuppressWarnings("removal") // 4.5 keeps a reader open for extension by this constructor only
    GuardedReader(Supplier<byte[]> input, Guard guard) {
        super(input);
        this.guard = guard;
    }

    /** The first line of a request comes as bytes. */
    @Override
    public byte[] readBytes(int length) {
        byte[] bytes = super.readBytes(length);
        if (guard.prologue().isEmpty()) {
            withinChunk = false;
            checkMethod(bytes);
        }
        return bytes;
    }

    /** The line before a chunk without its extensions, or the empty one after the last. */
    @Override
    public String readLine() {
        int end = findNewLine(LONGEST_LINE);
        if (end == LONGEST_LINE) {
            throw refused("a line of a chunk is too long");
        }
        String line = readAsciiString(end);
        skip(LINE_END);
        Matcher chunk = CHUNK.matcher(line);
        if (!line.isEmpty() && !chunk.matches()) {
            throw refused("a chunk has no size");
        }
        withinChunk = !line.isEmpty();
        return withinChunk ? chunk.group(1) : line;
    }

    /** A chunk is read as a buffer, so that what is skipped after its length is the end of its line. */
    @Override
    public void skip(int length) {
        if (withinChunk && length == LINE_END && !startsWithNewLine()) {
            throw refused("a line does not end");
        }
        super.skip(length);
    }

    private static void checkMethod(byte[] line) {
        for (int i = 0; i < line.length && line[i] != ' '; i++) {
            if (line[i] >= 'a' && line[i] <= 'z') {
                throw refused("methods are written in capitals");
            }
        }
    }

    private static RequestException refused(String message) {
        return RequestException.builder()
                .type(EventType.BAD_REQUEST)
                .setKeepAlive(false)
                .message(message)
                .build();
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import io.helidon.common.buffers.BufferData;
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
    private boolean ofBody;

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
        return line.isEmpty() ? line : chunk.group(1);
    }

    @Override
    public BufferData readBuffer() {
        return ofBody(super::readBuffer);
    }

    @Override
    public BufferData readBuffer(int length) {
        return ofBody(() -> super.readBuffer(length));
    }

    /** What is taken of a body is passed over as well, and may be as short as the end of a line. */
    private BufferData ofBody(Supplier<BufferData> reading) {
        ofBody = true;
        try {
            return reading.get();
        } finally {
            ofBody = false;
        }
    }

    @Override
    public void skip(int length) {
        if (length == LINE_END && !ofBody && !startsWithNewLine()) {
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

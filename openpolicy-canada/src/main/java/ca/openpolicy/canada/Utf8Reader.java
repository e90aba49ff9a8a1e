// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

import ca.openpolicy.core.RejectedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Decodes UTF-8, with or without a byte order mark, and refuses anything else. It also refuses a document that is too
 * large, and one that makes a parser swallow too much without saying anything ({@link #progress}). For one thread.
 */
final class Utf8Reader extends Reader {
    private static final int BUFFER = 16 * 1024;
    private static final char MARK = '\ufeff';

    private final InputStream in;
    private final long maxBytes;
    private final int maxSilence;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).flip();
    private final CharBuffer chars = CharBuffer.allocate(BUFFER).flip();
    private long total;
    private long line = 1;
    private long silence;
    private boolean started;
    private boolean ended;
    private char last;

    Utf8Reader(InputStream in, CanadaSettings limits) {
        this.in = in;
        this.maxBytes = limits.maxFileSizeBytes();
        this.maxSilence = limits.maxTextLength() + 4 * BUFFER;
    }

    /** The parser has said something: what it holds may grow anew. */
    void progress() {
        silence = 0;
    }

    long line() {
        return line;
    }

    /** Whether the last character delivered ended a line. */
    boolean endsWithLineBreak() {
        return last == '\n' || last == '\r';
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        if (!chars.hasRemaining() && !fill()) {
            return -1;
        }
        int count = Math.min(length, chars.remaining());
        chars.get(target, offset, count);
        delivered(target, offset, count);
        return count;
    }

    private void delivered(char[] target, int offset, int count) {
        for (int i = offset; i < offset + count; i++) {
            if (target[i] == '\n') {
                line++;
            } else if (target[i] == 0) {
                throw new RejectedException("invalid-character", line, "holds a NUL character, which no text may");
            }
        }
        last = count > 0 ? target[offset + count - 1] : last;
        silence += count;
        if (silence > maxSilence) {
            throw new RejectedException(
                    "text-too-long",
                    line,
                    "holds a value or a tag of over " + maxSilence
                            + " characters; the limit is the setting max-text-length");
        }
    }

    private boolean fill() throws IOException {
        chars.clear();
        while (chars.position() == 0 && !(ended && !bytes.hasRemaining())) {
            decode();
        }
        chars.flip();
        skipMark();
        return chars.hasRemaining() || (!(ended && !bytes.hasRemaining()) && fill());
    }

    private void decode() throws IOException {
        CoderResult result = decoder.decode(bytes, chars, ended);
        if (result.isError() && chars.position() == 0) {
            throw notUtf8();
        }
        if (result.isUnderflow() && !ended) {
            more();
        } else if (result.isUnderflow() && bytes.hasRemaining()) {
            throw notUtf8();
        }
    }

    private void more() throws IOException {
        bytes.compact();
        int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
        ended = count < 0;
        total += Math.max(count, 0);
        bytes.position(bytes.position() + Math.max(count, 0)).flip();
        if (total > maxBytes) {
            throw tooLarge(maxBytes);
        }
    }

    private void skipMark() {
        if (!started && chars.hasRemaining()) {
            started = true;
            if (chars.get(chars.position()) == MARK) {
                chars.get();
            }
        }
    }

    private RejectedException notUtf8() {
        return new RejectedException("wrong-encoding", line, "is not UTF-8, which this format must be");
    }

    static RejectedException tooLarge(long maxBytes) {
        return new RejectedException(
                "file-too-large",
                0,
                "is larger than " + maxBytes + " bytes; the limit is the setting max-file-size-bytes");
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}

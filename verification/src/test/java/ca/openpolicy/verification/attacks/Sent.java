// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.attacks;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A request byte for byte, right or wrong. Immutable. */
@SuppressWarnings("ArrayRecordComponent") // nobody compares or changes them
record Sent(String start, List<String> headers, byte[] body) {
    private static final String END = "\r\n";
    private static final int CHUNK = 8_192;

    static Sent of(String method, String target) {
        return new Sent(method + " " + target + " HTTP/1.1", List.of("Host: localhost"), new byte[0]);
    }

    static Sent get(String target) {
        return of("GET", target);
    }

    /** Exactly these characters, one byte each. */
    static byte[] raw(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    Sent header(String name, String value) {
        return line(name + ": " + value);
    }

    /** A line among the headers, whatever it is. */
    Sent line(String line) {
        List<String> more = new ArrayList<>(headers);
        more.add(line);
        return new Sent(start, List.copyOf(more), body);
    }

    Sent from(String token) {
        return header("Authorization", "Bearer " + token);
    }

    Sent json(String content) {
        return header("Content-Type", "application/json").body(content.getBytes(StandardCharsets.UTF_8));
    }

    Sent patch(String content) {
        return header("Content-Type", "application/merge-patch+json").body(content.getBytes(StandardCharsets.UTF_8));
    }

    Sent body(byte[] content) {
        return new Sent(start, headers, content).header("Content-Length", Integer.toString(content.length));
    }

    Sent unmeasured(byte[] content) {
        return new Sent(start, headers, content);
    }

    Sent chunked(byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int from = 0; from < content.length; from += CHUNK) {
            int length = Math.min(CHUNK, content.length - from);
            out.writeBytes(raw(Integer.toHexString(length) + END));
            out.write(content, from, length);
            out.writeBytes(raw(END));
        }
        out.writeBytes(raw("0" + END + END));
        return new Sent(start, headers, out.toByteArray()).header("Transfer-Encoding", "chunked");
    }

    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(raw(start + END));
        headers.forEach(header -> out.writeBytes(raw(header + END)));
        out.writeBytes(raw(END));
        out.writeBytes(body);
        return out.toByteArray();
    }

    @Override
    public String toString() {
        String text = new String(bytes(), StandardCharsets.ISO_8859_1);
        return text.length() <= 300 ? text : text.substring(0, 300) + "... (" + text.length() + " bytes)";
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** A request, ready in bytes, with the status that it must be answered with. */
final class Ask {
    private static final String HOST = " HTTP/1.1\r\nHost: localhost\r\n";

    private final String kind;
    private final String path;
    private final byte[] bytes;
    private final int expected;

    private Ask(String kind, String path, byte[] bytes, int expected) {
        this.kind = kind;
        this.path = path;
        this.bytes = bytes;
        this.expected = expected;
    }

    static Ask get(String kind, String path) {
        return get(kind, path, "");
    }

    /** With further headers, each with its line end. */
    static Ask get(String kind, String path, String headers) {
        return new Ask(kind, path, bytes("GET " + path + HOST + headers + "\r\n"), 200);
    }

    static Ask post(String kind, String path, String headers, String body) {
        String head = "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n";
        return new Ask(kind, path, bytes("POST " + path + HOST + headers + head + "\r\n" + body), 201);
    }

    Ask expecting(int status) {
        return new Ask(kind, path, bytes, status);
    }

    /** Under which name it is counted. */
    String kind() {
        return kind;
    }

    String path() {
        return path;
    }

    int expected() {
        return expected;
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(bytes);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

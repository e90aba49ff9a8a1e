// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.attacks;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayOutputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What came back on a connection.
 *
 * @param answers the whole answers, in their order
 * @param rest bytes that make no whole answer
 * @param closed whether the other side closed the connection
 * @param elapsed from before the first byte was sent to the end of the first answer, or to the close
 */
record Received(List<Answer> answers, int rest, boolean closed, Duration elapsed) {
    private static final String END = "\r\n";

    /** One answer; names of headers are in small letters. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares or changes them
    record Answer(int status, Map<String, List<String>> headers, byte[] body) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        Optional<String> header(String name) {
            return headers.getOrDefault(name, List.of()).stream().findFirst();
        }

        JsonObject json() {
            try (JsonReader reader = Json.createReader(new StringReader(text()))) {
                return reader.readObject();
            }
        }
    }

    /** The one answer that there is. */
    Answer only() {
        if (answers.size() != 1) {
            throw new AssertionError("not one answer but " + answers.size() + (closed ? ", closed" : ""));
        }
        return answers.getFirst();
    }

    /** Takes the bytes apart. */
    static Received of(byte[] bytes, boolean closed, Duration elapsed, boolean head) {
        List<Answer> answers = new ArrayList<>();
        int at = 0;
        while (at < bytes.length) {
            Optional<Parsed> parsed = parse(bytes, at, closed, head);
            if (parsed.isEmpty()) {
                break;
            }
            at = parsed.get().end();
            if (parsed.get().answer().status() >= 200) {
                answers.add(parsed.get().answer());
            }
        }
        return new Received(List.copyOf(answers), bytes.length - at, closed, elapsed);
    }

    private record Parsed(Answer answer, int end) {}

    private static Optional<Parsed> parse(byte[] bytes, int start, boolean closed, boolean head) {
        String text = new String(bytes, start, bytes.length - start, StandardCharsets.ISO_8859_1);
        int blank = text.indexOf(END + END);
        if (blank < 0 || !text.startsWith("HTTP/1.")) {
            return Optional.empty();
        }
        List<String> lines = text.substring(0, blank).lines().toList();
        int status = Integer.parseInt(lines.getFirst().split(" ", -1)[1]);
        Map<String, List<String>> headers = new TreeMap<>();
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), unused -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        String after = text.substring(blank + 4);
        if (head || status < 200 || status == 204 || status == 304) {
            return Optional.of(new Parsed(new Answer(status, headers, new byte[0]), start + blank + 4));
        }
        if (headers.containsKey("transfer-encoding")) {
            return chunks(after)
                    .map(body ->
                            new Parsed(new Answer(status, headers, body.content()), start + blank + 4 + body.length()));
        }
        if (headers.containsKey("content-length")) {
            int length = Integer.parseInt(headers.get("content-length").getFirst());
            return after.length() < length
                    ? Optional.empty()
                    : Optional.of(new Parsed(
                            new Answer(status, headers, Sent.raw(after.substring(0, length))),
                            start + blank + 4 + length));
        }
        return closed
                ? Optional.of(new Parsed(new Answer(status, headers, Sent.raw(after)), bytes.length))
                : Optional.empty();
    }

    @SuppressWarnings("ArrayRecordComponent") // nobody compares or changes them
    private record Chunks(byte[] content, int length) {}

    private static Optional<Chunks> chunks(String text) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        int at = 0;
        while (true) {
            int line = text.indexOf(END, at);
            if (line < 0) {
                return Optional.empty();
            }
            int length =
                    Integer.parseInt(text.substring(at, line).split(";", -1)[0].strip(), 16);
            if (text.length() < line + 2 + length + 2) {
                return Optional.empty();
            }
            content.writeBytes(Sent.raw(text.substring(line + 2, line + 2 + length)));
            at = line + 2 + length + 2;
            if (length == 0) {
                return Optional.of(new Chunks(content.toByteArray(), at));
            }
        }
    }
}

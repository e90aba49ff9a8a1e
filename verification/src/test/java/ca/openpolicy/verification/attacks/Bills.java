// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.attacks;

import java.io.IOException;

/** Bills that tests write, in a session where nothing else is. */
record Bills(Wire wire, String token) {
    static final String ALL = "/api/v1/bills";
    private static final String SESSION = "9-9";

    static String path(String number) {
        return ALL + "/zz/" + SESSION + "/" + number;
    }

    /** A body with a title and, perhaps, more fields. */
    static String body(String number, String title, String more) {
        return "{\"jurisdiction\":\"zz\",\"session\":\"" + SESSION + "\",\"number\":\"" + number
                + "\",\"title\":{\"en\":\"" + title + "\",\"fr\":null}" + (more.isEmpty() ? "" : "," + more) + "}";
    }

    Received.Answer post(String body, String... headers) throws IOException {
        return wire.ask(with(Sent.of("POST", ALL), headers).json(body)).only();
    }

    Received.Answer patch(String number, String body, String... headers) throws IOException {
        return wire.ask(with(Sent.of("PATCH", path(number)), headers).patch(body))
                .only();
    }

    Received.Answer put(String number, String body, String... headers) throws IOException {
        return wire.ask(with(Sent.of("PUT", path(number)), headers).json(body)).only();
    }

    Received.Answer delete(String number, String... headers) throws IOException {
        return wire.ask(with(Sent.of("DELETE", path(number)), headers)).only();
    }

    Received.Answer get(String number) throws IOException {
        return wire.ask(Sent.get(path(number))).only();
    }

    /** A new bill of that number; its ETag. */
    String made(String number) throws IOException {
        Received.Answer answer = post(body(number, "Made " + number, ""));
        if (answer.status() != 201) {
            throw new AssertionError(answer.status() + " " + answer.text());
        }
        return answer.header("etag").orElseThrow();
    }

    /** Names and values by turns. */
    private Sent with(Sent request, String... headers) {
        Sent with = request.from(token);
        for (int i = 0; i < headers.length; i += 2) {
            with = with.header(headers[i], headers[i + 1]);
        }
        return with;
    }
}

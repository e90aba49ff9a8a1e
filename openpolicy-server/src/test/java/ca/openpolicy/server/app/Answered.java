// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** An answer as it came; the names of headers in small letters. */
record Answered(int status, Map<String, String> headers, String body) {
    static Answered of(HttpResponse<String> response) {
        Map<String, String> headers = new HashMap<>();
        response.headers()
                .map()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
        return new Answered(response.statusCode(), headers, response.body());
    }

    /** What came over a plain connection. */
    static Answered parse(String raw) {
        int end = raw.indexOf("\r\n\r\n");
        List<String> head = raw.substring(0, end).lines().toList();
        Map<String, String> headers = new HashMap<>();
        head.stream().skip(1).forEach(line -> {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        });
        return new Answered(Integer.parseInt(head.getFirst().split(" ", -1)[1]), headers, raw.substring(end + 4));
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Takes the bodies of requests. */
final class Bodies {
    private static final byte[] NONE = new byte[0];

    private Bodies() {}

    /**
     * Reads a body of one kind.
     *
     * @param mediaType the kind; empty where no body is wanted, and none is read
     */
    static byte[] read(ServerRequest request, String mediaType) {
        if (mediaType.isEmpty()) {
            return NONE;
        }
        if (!isMeasured(request)) {
            throw new ProblemException(Problem.of(ProblemType.LENGTH_REQUIRED, ProblemType.LENGTH_REQUIRED.advice()));
        }
        String given = request.headers().contains(HeaderNames.CONTENT_TYPE)
                ? request.headers().get(HeaderNames.CONTENT_TYPE).get()
                : "";
        if (!isOf(given, mediaType)) {
            throw new ProblemException(new Problem(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE,
                    "the body must be " + mediaType + " in UTF-8, and its Content-Type must say so",
                    List.of(),
                    Map.of()));
        }
        return request.content().hasEntity() ? request.content().as(byte[].class) : NONE;
    }

    private static boolean isMeasured(ServerRequest request) {
        return request.headers().contains(HeaderNames.CONTENT_LENGTH)
                || request.headers().contains(HeaderNames.TRANSFER_ENCODING);
    }

    private static boolean isOf(String given, String wanted) {
        String[] parts = given.toLowerCase(Locale.ROOT)
                .replace(" ", "")
                .replace("\"", "")
                .split(";", -1);
        for (int i = 1; i < parts.length; i++) {
            if (parts[i].startsWith("charset=") && !parts[i].equals("charset=utf-8")) {
                return false;
            }
        }
        return parts[0].equals(wanted);
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server;

import ca.openpolicy.core.Coded;
import ca.openpolicy.core.InvalidValueException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A form in which rows are answered. */
enum Format implements Coded {
    /** One object with the rows, the page and what is said of them. */
    JSON(Answers.JSON, "application/json"),
    /** One object a line, nothing else. */
    NDJSON("application/x-ndjson", "application/x-ndjson"),
    /** A table. */
    CSV("text/csv; charset=utf-8; header=present", "text/csv");

    private final String contentType;
    private final String mediaType;

    Format(String contentType, String mediaType) {
        this.contentType = contentType;
        this.mediaType = mediaType;
    }

    String contentType() {
        return contentType;
    }

    String mediaType() {
        return mediaType;
    }

    /** The one that a parameter asks for. */
    static Format named(String text, List<Format> offered) {
        return offered.stream()
                .filter(each -> each.code().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> InvalidValueException.oneOf(
                        "format", text, offered.stream().map(Coded::code).toList()));
    }

    /** The one that the header Accept likes best (RFC 9110, section 12.5.1), the first of equals. */
    static Format accepted(String accept, List<Format> offered) {
        return best(Preferences.of(accept), offered).orElseThrow(() -> notAcceptable(offered));
    }

    private static Optional<Format> best(Preferences preferences, List<Format> offered) {
        Optional<Format> best = Optional.empty();
        double liked = 0;
        for (Format each : offered) {
            double quality = preferences.ofMedia(each.mediaType);
            if (quality > liked) {
                best = Optional.of(each);
                liked = quality;
            }
        }
        return best;
    }

    /** All that a header Accept decides, whatever is offered: what it likes best, and whether JSON would do as well. */
    static String wish(String accept) {
        if (accept.isEmpty() || accept.equals("*/*") || accept.equals(JSON.mediaType)) {
            return JSON.code();
        }
        Preferences preferences = Preferences.of(accept);
        Optional<Format> best = best(preferences, Manner.ALL);
        boolean json = preferences.ofMedia(JSON.mediaType) > 0;
        return best.map(Coded::code).orElse("none") + (json && !best.equals(Optional.of(JSON)) ? "+json" : "");
    }

    private static ProblemException notAcceptable(List<Format> offered) {
        List<String> types = offered.stream().map(Format::mediaType).toList();
        return new ProblemException(new Problem(
                ProblemType.NOT_ACCEPTABLE,
                "this is answered as " + String.join(", ", types),
                List.of(new Problem.Fault(
                        ProblemType.NOT_ACCEPTABLE,
                        Problem.Place.HEADER,
                        "Accept",
                        "none of the wanted types is made here",
                        types)),
                Map.of()));
    }
}

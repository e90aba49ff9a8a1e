// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server;

import ca.openpolicy.server.Editing.Act;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * Which version a writer has seen: the header If-Match (RFC 9110, section 13.1.1). Only the version in a tag counts,
 * for the same thing has as many tags as it has forms.
 *
 * @param header as it came; empty for none
 */
record Precondition(String header) {
    private static final Precondition NONE = new Precondition("");
    private static final String ANY = "*";

    static Precondition of(ServerRequestHeaders headers, Act act, boolean versioned) {
        if (act == Act.CREATE || !versioned) {
            return NONE;
        }
        String header = String.join(",", headers.all(HeaderNames.IF_MATCH, List::of));
        if (header.isBlank()) {
            throw new ProblemException(Problem.of(
                    ProblemType.PRECONDITION_REQUIRED,
                    act.method() + " needs If-Match with the ETag of the version that you have seen"));
        }
        return new Precondition(header);
    }

    /**
     * Holds the precondition against what is there.
     *
     * @param version of what is there; 0 for nothing
     * @param repeatable whether the archive itself knows if this was done before: then the version as the caller has
     *     seen it is handed on, for what is there may be the caller's own work
     * @return the version to demand of the archive
     */
    long check(long version, boolean repeatable) {
        if (header.isEmpty() || header.strip().equals(ANY)) {
            return version;
        }
        List<Long> seen = Arrays.stream(header.split(",", -1))
                .map(EntityTag::version)
                .filter(OptionalLong::isPresent)
                .map(OptionalLong::getAsLong)
                .toList();
        if (seen.contains(version)) {
            return version;
        }
        if (repeatable && seen.size() == 1) {
            return seen.getFirst();
        }
        throw new ProblemException(Problem.of(
                ProblemType.PRECONDITION_FAILED, "it has another version now than the one that If-Match names"));
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server;

import ca.openpolicy.core.Operations;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The name that a caller gives to what it asks for (draft-ietf-httpapi-idempotency-key-header-07). */
final class IdempotencyKey {
    static final String NAME = "Idempotency-Key";

    private static final HeaderName HEADER = HeaderNames.create(NAME);
    /** A string of structured fields (RFC 9651, section 3.3.3); many clients leave its quotes out. */
    private static final Pattern QUOTED = Pattern.compile("\"((?:[ !#-\\[\\]-~]|\\\\[\\\\\"])*)\"");

    private static final Pattern BARE = Pattern.compile("[!#-+\\--\\[\\]-~]+");

    private IdempotencyKey() {}

    static Optional<String> in(ServerRequestHeaders headers) {
        if (!headers.contains(HEADER)) {
            return Optional.empty();
        }
        List<String> values = headers.get(HEADER).allValues();
        String text = values.getFirst().strip();
        if (values.size() > 1 || text.length() > Operations.MAX_KEY_LENGTH) {
            throw invalid();
        }
        String key = QUOTED.matcher(text).matches() ? text.substring(1, text.length() - 1) : text;
        if (key.isEmpty() || (key.equals(text) && !BARE.matcher(text).matches())) {
            throw invalid();
        }
        return Optional.of(key);
    }

    private static ProblemException invalid() {
        return new ProblemException(Problem.of(List.of(Problem.Fault.header(
                ProblemType.INVALID_VALUE,
                NAME,
                "must be given once, as a text of 1 to " + (Operations.MAX_KEY_LENGTH - 2)
                        + " visible ASCII characters in double quotes"))));
    }
}

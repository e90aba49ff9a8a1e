// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** The name of a request, by which client and operator speak of it. */
final class RequestIds {
    static final HeaderName NAME = HeaderNames.create("X-Request-ID");

    private static final Pattern FIT = Pattern.compile("[A-Za-z0-9._-]{8,64}");

    private final RandomGenerator random;

    RequestIds(RandomGenerator random) {
        this.random = random;
    }

    /** The client's own, if there is one that is fit; else a new one. */
    String of(Headers headers) {
        List<String> given = headers.all(NAME, List::of);
        return given.size() == 1 && FIT.matcher(given.getFirst()).matches() ? given.getFirst() : fresh();
    }

    String fresh() {
        return HexFormat.of().toHexDigits(random.nextLong()) + HexFormat.of().toHexDigits(random.nextLong());
    }
}

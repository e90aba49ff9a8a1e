// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.queries;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * One demand of a query.
 *
 * @param criterion what it is about
 * @param parameter the name of the parameter, with its operator
 * @param value the value as it is spelled
 * @param demand what it says of the values of a row
 */
record Term(String criterion, String parameter, String value, Predicate<Set<String>> demand) {
    boolean holds(Map<String, Set<String>> face) {
        return demand.test(face.getOrDefault(criterion, Set.of()));
    }

    String text() {
        return parameter + "=" + encoded(value);
    }

    static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Without accents and case. */
    static String folded(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT);
    }
}

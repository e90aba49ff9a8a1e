// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.queries;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A row of a list, with what filters compare of it.
 *
 * @param json the row as it is answered
 * @param faces the values by criterion; several where several demands must be met by one and the same seat
 */
record Row(JsonObject json, List<Map<String, Set<String>>> faces) {
    boolean meets(List<Term> terms) {
        return faces.stream().anyMatch(face -> terms.stream().allMatch(term -> term.holds(face)));
    }
}

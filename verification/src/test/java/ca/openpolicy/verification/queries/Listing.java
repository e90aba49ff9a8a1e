// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.queries;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A list of the interface, and what its parameters mean by the contract.
 *
 * @param path its address
 * @param extra what every query of this list says
 * @param whole what brings also the rows that are left out where nothing is said
 * @param usual what holds of the rows where nothing is said
 * @param criteria what it can be narrowed by
 * @param orders what it can be sorted by
 * @param seats the parts of a row that meet some demands together; the row itself where there are none
 */
record Listing(
        String path,
        String extra,
        String whole,
        Map<String, Predicate<Set<String>>> usual,
        List<Criterion> criteria,
        Map<String, Order> orders,
        Function<JsonObject, List<JsonObject>> seats) {

    static Listing of(String path, List<Criterion> criteria, Map<String, Order> orders) {
        return new Listing(path, "", "", Map.of(), criteria, orders, List::of);
    }

    Listing with(String otherExtra) {
        return new Listing(path, otherExtra, whole, usual, criteria, orders, seats);
    }

    /** Some rows are left out where nothing is said. */
    Listing usually(String criterion, Predicate<Set<String>> holds, String otherWhole) {
        return new Listing(path, extra, otherWhole, Map.of(criterion, holds), criteria, orders, seats);
    }

    Listing seated(Function<JsonObject, List<JsonObject>> otherSeats) {
        return new Listing(path, extra, whole, usual, criteria, orders, otherSeats);
    }

    /** The same list below a thing, which decides one criterion. */
    Listing below(String parent, String decided) {
        List<Criterion> left = criteria.stream()
                .filter(criterion -> !criterion.name().equals(decided))
                .toList();
        return new Listing(parent, extra, whole, usual, left, orders, seats);
    }

    /** The same list, narrowed in every query; that criterion is not asked again. */
    Listing narrowed(String criterion, String value) {
        return below(path, criterion)
                .with(extra.isEmpty() ? criterion + "=" + value : extra + "&" + criterion + "=" + value);
    }

    Row row(JsonObject json) {
        List<Map<String, Set<String>>> faces = new ArrayList<>();
        for (JsonObject seat : seats.apply(json)) {
            Map<String, Set<String>> face = new HashMap<>();
            criteria.forEach(
                    criterion -> face.put(criterion.name(), criterion.values().apply(json, seat)));
            faces.add(face);
        }
        return new Row(json, faces);
    }
}

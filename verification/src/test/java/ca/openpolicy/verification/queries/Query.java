// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.queries;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A query of a list.
 *
 * @param listing the list
 * @param terms the demands
 * @param sort the order, with a sign; empty for the usual one
 * @param limit how many rows a page holds
 * @param fields which fields are wanted; none for all
 * @param language the wanted language; empty for both
 */
record Query(Listing listing, List<Term> terms, String sort, int limit, Set<String> fields, String language) {
    String path(String... more) {
        List<String> parts = new ArrayList<>();
        if (!listing.extra().isEmpty()) {
            parts.add(listing.extra());
        }
        terms.forEach(term -> parts.add(term.text()));
        if (!sort.isEmpty()) {
            parts.add("sort=" + sort);
        }
        if (!fields.isEmpty()) {
            parts.add("fields=" + String.join(",", fields));
        }
        if (!language.isEmpty()) {
            parts.add("lang=" + language);
        }
        parts.add("limit=" + limit);
        parts.addAll(List.of(more));
        return listing.path() + "?" + String.join("&", parts);
    }

    /** The same without parts, for which a table has no room. */
    Query bare() {
        String include = "include=";
        boolean parts = listing.extra().startsWith(include);
        Set<String> left = new TreeSet<>(fields);
        if (parts) {
            left.removeAll(List.of(listing.extra().substring(include.length()).split(",", -1)));
        }
        return new Query(listing.with(parts ? "" : listing.extra()), terms, sort, limit, left, language);
    }

    boolean meets(Row row) {
        List<Term> all = new ArrayList<>(terms);
        listing.usual().forEach((name, usual) -> {
            if (terms.stream().noneMatch(term -> term.criterion().equals(name))) {
                all.add(new Term(name, name, "", usual));
            }
        });
        return row.meets(all);
    }

    /** What is to be shown of a row. */
    JsonObject shown(JsonObject row) {
        JsonObjectBuilder shown = Json.createObjectBuilder();
        row.forEach((name, value) -> {
            if (fields.isEmpty() || fields.contains(name) || name.equals("id")) {
                shown.add(name, spoken(value));
            }
        });
        return shown.build();
    }

    /** The wanted language only, with the other in its place where it says nothing. */
    private JsonValue spoken(JsonValue value) {
        if (language.isEmpty()) {
            return value;
        }
        if (value instanceof JsonObject object) {
            JsonObjectBuilder spoken = Json.createObjectBuilder();
            if (object.keySet().equals(Set.of("en", "fr"))) {
                String other = language.equals("en") ? "fr" : "en";
                JsonValue said = object.isNull(language) ? object.get(other) : object.get(language);
                return spoken.add(language, said).addNull(other).build();
            }
            object.forEach((name, each) -> spoken.add(name, spoken(each)));
            return spoken.build();
        }
        if (value instanceof jakarta.json.JsonArray array) {
            return Json.createArrayBuilder(array.stream().map(this::spoken).toList())
                    .build();
        }
        return value;
    }

    @Override
    public String toString() {
        return path();
    }
}

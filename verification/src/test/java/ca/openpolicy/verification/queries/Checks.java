// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.queries;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Holds what is answered against what the same question finds in memory. */
final class Checks {
    /** What a line says of a thing beside what an object says. */
    private static final Set<String> PARTS = Set.of("stages", "parties", "memberships");

    private final Asker asker;

    Checks(Asker asker) {
        this.asker = asker;
    }

    /** Every row of a list, as the server orders it. */
    List<JsonObject> whole(Listing listing, String sort) throws IOException, InterruptedException {
        Listing all = listing.whole().isEmpty() ? listing : listing.with(joined(listing.extra(), listing.whole()));
        return forwards(new Query(all, List.of(), sort, 500, Set.of(), "")).rows();
    }

    /** The walks both ways are the rows that the query means, in order, and the count is their number. */
    void agrees(Query query, List<Row> ordered) throws IOException, InterruptedException {
        List<JsonObject> wanted = ordered.stream()
                .filter(query::meets)
                .map(row -> query.shown(row.json()))
                .toList();
        Walk there = forwards(query);
        same(query + " by next", there.rows(), wanted);
        same(query + " by prev", backwards(there.last()), wanted);
        JsonObject page = asker.get(query.path("count=true")).json().getJsonObject("page");
        assertThat(page.getJsonNumber("total").longValueExact())
                .as(query + " counted")
                .isEqualTo(wanted.size());
        assertThat(page.getInt("limit")).as(query + " limit").isEqualTo(query.limit());
    }

    /** A table and lines carry what the objects carry; lines may bring the parts of a thing too. */
    void agreesInOtherForms(Query query, List<Row> ordered) throws IOException, InterruptedException {
        Query bare = query.bare();
        List<JsonObject> wanted = ordered.stream()
                .filter(query::meets)
                .map(row -> without(PARTS, bare.shown(row.json())))
                .toList();
        List<JsonObject> lines = new ArrayList<>();
        for (String page : linked(bare.path("format=ndjson"), "application/x-ndjson")) {
            page.lines().map(Answer::parse).map(line -> without(PARTS, line)).forEach(lines::add);
        }
        same(bare + " as lines", lines, wanted);
        List<Map<String, String>> rows = new ArrayList<>();
        for (String page : linked(bare.path("format=csv"), "text/csv")) {
            rows.addAll(Table.read(page));
        }
        assertThat(rows).as(bare + " as a table").hasSize(wanted.size());
        for (int i = 0; i < rows.size(); i++) {
            carries(bare, rows.get(i), wanted.get(i));
        }
    }

    private static JsonObject without(Set<String> names, JsonObject object) {
        JsonObjectBuilder left = Json.createObjectBuilder(object);
        names.forEach(left::remove);
        return left.build();
    }

    /** Sorted means: each row not before the one before it, those without a value last. */
    static void isSorted(String what, List<JsonObject> rows, Order order) {
        for (int i = 1; i < rows.size(); i++) {
            JsonObject before = rows.get(i - 1);
            assertThat(order.has(before) || !order.has(rows.get(i))).as(what).isTrue();
            assertThat(order.compare(before, rows.get(i)).orElse(0))
                    .as("%s: %s before %s", what, before, rows.get(i))
                    .isNotPositive();
        }
    }

    static void same(String what, List<JsonObject> found, List<JsonObject> wanted) {
        for (int i = 0; i < Math.min(found.size(), wanted.size()); i++) {
            assertThat(found.get(i).get("key"))
                    .as("%s, row %d", what, i)
                    .isEqualTo(wanted.get(i).get("key"));
            assertThat(found.get(i)).as("%s, row %d", what, i).isEqualTo(wanted.get(i));
        }
        assertThat(found.size()).as("%s, number of rows", what).isEqualTo(wanted.size());
    }

    /**
     * Every column says what the object says there; only addresses, which follow from keys, and the language that is
     * not wanted have no column.
     */
    private static void carries(Query query, Map<String, String> cells, JsonObject of) {
        String what = query + " as a table";
        String unspoken = query.language().equals("en") ? "_fr" : "_en";
        Map<String, String> values = Table.flat(of);
        Set<String> left = new HashSet<>(cells.keySet());
        values.forEach((name, value) -> {
            boolean hasColumn = !name.startsWith("links_") && !name.endsWith("_url");
            boolean spoken = query.language().isEmpty() || !name.endsWith(unspoken);
            boolean absentWhole = value.isEmpty() && left.removeIf(column -> column.startsWith(name + "_"));
            if (cells.containsKey(name) || (hasColumn && spoken && !absentWhole)) {
                assertThat(cells).as("%s of %s", what, of).containsEntry(name, Table.harmless(value));
            }
            left.remove(name);
        });
        assertThat(left).as("%s: columns without a value in %s", what, of).isEmpty();
    }

    private static String joined(String one, String other) {
        return one.isEmpty() ? other : one + "&" + other;
    }

    private record Walk(List<JsonObject> rows, Answer last) {}

    private Walk forwards(Query query) throws IOException, InterruptedException {
        List<JsonObject> rows = new ArrayList<>();
        Answer page = asker.get(query.path()).ok();
        Optional<String> next = turned(query, page, rows);
        while (next.isPresent()) {
            page = asker.get(next.get()).ok();
            next = turned(query, page, rows);
        }
        return new Walk(rows, page);
    }

    /** Takes the rows of a page; where the list goes on is said alike in body and header. */
    private static Optional<String> turned(Query query, Answer page, List<JsonObject> rows) {
        List<JsonObject> here = page.rows();
        rows.addAll(here);
        Optional<String> next = page.goesOn("next");
        assertThat(page.linked("next")).as("Link of %s", page.path()).isEqualTo(next);
        assertThat(page.linked("prev")).as("Link of %s", page.path()).isEqualTo(page.goesOn("prev"));
        assertThat(here.size() == query.limit() || (next.isEmpty() && here.size() < query.limit()))
                .as("%s holds %d rows and goes on at %s", page.path(), here.size(), next)
                .isTrue();
        return next;
    }

    /** From the end to the start. */
    private List<JsonObject> backwards(Answer last) throws IOException, InterruptedException {
        List<JsonObject> rows = new ArrayList<>(last.rows().reversed());
        Optional<String> before = last.goesOn("prev");
        while (before.isPresent()) {
            Answer page = asker.get(before.get()).ok();
            rows.addAll(page.rows().reversed());
            before = page.goesOn("prev");
        }
        return rows.reversed();
    }

    private List<String> linked(String path, String type) throws IOException, InterruptedException {
        List<String> pages = new ArrayList<>();
        Optional<String> next = Optional.of(path);
        while (next.isPresent()) {
            Answer page = asker.get(next.get()).ok();
            assertThat(page.type()).as(page.path()).startsWith(type);
            pages.add(page.body());
            next = page.linked("next");
        }
        return pages;
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.queries;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All rows of a server that nobody writes to, list by list, read once. */
final class World {
    private final Checks checks;
    private final Map<String, List<Row>> read = new HashMap<>();

    /** Each row once, in however many orders it was read. */
    private final Map<String, Map<JsonObject, Row>> rows = new HashMap<>();

    World(Asker asker) {
        this.checks = new Checks(asker);
    }

    Checks checks() {
        return checks;
    }

    /** All rows in an order of the server. */
    synchronized List<Row> rows(Listing listing, String sort) throws IOException, InterruptedException {
        String name = listing.path() + "?" + listing.extra() + "&" + sort;
        List<Row> known = read.get(name);
        if (known == null) {
            Map<JsonObject, Row> kept =
                    rows.computeIfAbsent(listing.path() + "?" + listing.extra(), all -> new HashMap<>());
            known = checks.whole(listing, sort).stream()
                    .map(json -> kept.computeIfAbsent(json, listing::row))
                    .toList();
            read.put(name, known);
        }
        return known;
    }

    /** The ballots with what their votes say of them. */
    Listing ballots() throws IOException, InterruptedException {
        Map<String, Set<String>> bills = new HashMap<>();
        for (Row row : rows(Listings.votes(), "")) {
            JsonObject vote = row.json();
            if (!vote.isNull("bill")) {
                JsonObject bill = vote.getJsonObject("bill");
                bills.put(vote.getString("key"), new HashSet<>(List.of(bill.getString("id"), bill.getString("key"))));
            }
        }
        return Listings.ballots(vote -> bills.getOrDefault(vote, Set.of()));
    }
}

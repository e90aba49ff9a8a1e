// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Reads of all kinds, as callers mix them; every other one may be compressed. */
final class Mix {
    private static final int ASKS_A_SHARE = 100;
    private static final int MOST_PAGES = 20;
    private static final int VALIDATED = 300;
    private static final String GZIP = "Accept-Encoding: gzip\r\n";

    private final Program server;
    private final Catalogue catalogue;
    private final Random random = new Random(42);
    private final List<Ask> asks = new ArrayList<>();
    private final Map<String, Integer> shares = new LinkedHashMap<>();

    private Mix(Program server) {
        this.server = server;
        this.catalogue = new Catalogue(server);
    }

    /** In the order of chance, alike in each run on the same data. */
    static Mix of(Program server) throws IOException {
        Mix mix = new Mix(server);
        mix.gather();
        Collections.shuffle(mix.asks, mix.random);
        return mix;
    }

    List<Ask> asks() {
        return asks;
    }

    /** How many of a hundred are of each kind. */
    Map<String, Integer> shares() {
        return shares;
    }

    private void gather() throws IOException {
        List<String> bills = catalogue.addresses("bills");
        List<String> votes = catalogue.addresses("votes");
        List<String> members = catalogue.addresses("members");
        add("bill", 25, bills);
        add("vote", 15, votes);
        add("member", 8, members);
        add("statistics", 6, below(bills, "/statistics"));
        add("parties of a vote", 3, below(votes, "/parties"));
        add("ballots of a vote", 8, below(votes, "/ballots"));
        add("ballots of a member", 5, below(members, "/ballots"));
        add("votes of a bill", 3, below(bills, "/votes"));
        add("list of bills", 8, lists("bills", "sort=-introduced", "sort=number", "status=royal_assent"));
        add("list of votes", 6, lists("votes", "result=negatived", "sort=-date"));
        add("list of members", 2, lists("members", "current=true"));
        add("sessions, parties", 2, List.of("/api/v1/sessions", "/api/v1/parties", "/api/v1/jurisdictions"));
        add304(9, bills);
    }

    /** What the server does not have yet is left out, and that is said. */
    private void add(String kind, int share, List<String> paths) throws IOException {
        int status = status(Ask.get(kind, paths.getFirst()));
        if (status != 200) {
            System.out.println(kind + ": left out, " + paths.getFirst() + " was answered with " + status);
            return;
        }
        for (int i = 0; i < share * ASKS_A_SHARE; i++) {
            asks.add(Ask.get(kind, paths.get(random.nextInt(paths.size())), i % 2 == 0 ? "" : GZIP));
        }
        shares.put(kind, share);
    }

    private void add304(int share, List<String> paths) throws IOException {
        List<Ask> known = new ArrayList<>();
        for (String path : paths.subList(0, Math.min(VALIDATED, paths.size()))) {
            tag(path)
                    .ifPresent(tag -> known.add(Ask.get("304", path, "If-None-Match: " + tag + "\r\n")
                            .expecting(304)));
        }
        for (int i = 0; i < share * ASKS_A_SHARE && !known.isEmpty(); i++) {
            asks.add(known.get(random.nextInt(known.size())));
        }
        shares.put("304", share);
    }

    private Optional<String> tag(String path) throws IOException {
        try (Connection connection = new Connection(server.port())) {
            connection.send(Ask.get("tag", path));
            return connection
                    .head()
                    .lines()
                    .filter(line -> line.regionMatches(true, 0, "etag:", 0, 5))
                    .map(line -> line.substring(5).strip())
                    .findFirst();
        }
    }

    private int status(Ask ask) throws IOException {
        try (Connection connection = new Connection(server.port())) {
            return connection.send(ask);
        }
    }

    private static List<String> below(List<String> paths, String part) {
        return paths.stream().map(path -> path + part).toList();
    }

    /** The first pages of a list, and of the same list filtered and sorted. */
    private List<String> lists(String kind, String... queries) throws IOException {
        List<String> pages = new ArrayList<>();
        follow("/api/v1/" + kind, pages);
        for (String query : queries) {
            follow("/api/v1/" + kind + "?" + query, pages);
        }
        for (JsonObject session : catalogue.all("sessions")) {
            pages.add("/api/v1/" + kind + "?session=" + session.getInt("parliament") + "-" + session.getInt("session"));
        }
        return pages;
    }

    private void follow(String first, List<String> pages) throws IOException {
        Optional<String> next = Optional.of(first);
        for (int i = 0; i < MOST_PAGES && next.isPresent(); i++) {
            pages.add(next.get());
            next = Catalogue.next(Catalogue.json(server.get(next.get())));
        }
    }
}

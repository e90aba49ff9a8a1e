// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import ca.openpolicy.benchmarks.Meter.Cost;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One bill, and lists of 20: the server beside a bare handler that asks the same databases through Jdbi. Both answer
 * the same JSON, which is compared first; nothing is cached or compressed.
 */
final class ReadBenchmark {
    private static final int LIMIT = 20;
    private static final int COMPARED = 200;

    private final Measure measure;
    private final Program server;
    private final Program bare;
    private final Catalogue catalogue;

    private ReadBenchmark(Measure measure, Program server, Program bare) {
        this.measure = measure;
        this.server = server;
        this.bare = bare;
        this.catalogue = new Catalogue(server);
    }

    public static void main(String[] arguments) throws Exception {
        Measure measure = Measure.of(arguments);
        try (Served served = Served.in(measure.place());
                Program server = served.forgetfulServer(measure);
                Program bare = served.bare()) {
            new ReadBenchmark(measure, server, bare).run(served.engine());
        }
    }

    private void run(ProcessHandle engine) throws Exception {
        List<String> bills = catalogue.addresses("bills");
        compare(bills);
        List<Ask> single = bills.stream().map(path -> Ask.get("bill", path)).toList();
        List<Ask> pagesOfServer = pages(server);
        List<Ask> pagesOfBare = pages(bare);
        System.out.printf("%d bills, %d pages, %s%n", bills.size(), pagesOfServer.size(), measure);
        try (Meter a = new Meter(server, engine);
                Meter b = new Meter(bare, engine)) {
            pairs("GET of one bill", a, single, b, single);
            pairs("lists of " + LIMIT, a, pagesOfServer, b, pagesOfBare);
        }
    }

    private void pairs(String what, Meter a, List<Ask> ofA, Meter b, List<Ask> ofB) throws Exception {
        callers(server).closed(ofA, measure.warm()).refuseFaults(what);
        callers(bare).closed(ofB, measure.warm()).refuseFaults(what);
        Costs costs = new Costs();
        for (int i = 1; i <= measure.pairs(); i++) {
            Optional<Cost> first = i % 2 == 0 ? Optional.of(cost(what, b, bare, ofB)) : Optional.empty();
            Cost ours = cost(what, a, server, ofA);
            costs.add(ours, first.isPresent() ? first.get() : cost(what, b, bare, ofB));
        }
        costs.tell(what, "server", "bare handler");
    }

    private Cost cost(String what, Meter meter, Program program, List<Ask> asks) throws Exception {
        return meter.of(what, () -> callers(program).closed(asks, measure.phase()));
    }

    private Callers callers(Program program) {
        return new Callers(program.port(), measure.connections());
    }

    /** All pages of the bills of each session, on the way that the server's own links go. */
    private List<Ask> pages(Program program) throws IOException {
        List<Ask> pages = new ArrayList<>();
        for (JsonObject session : catalogue.all("sessions")) {
            Optional<String> next = Optional.of("/api/v1/bills?jurisdiction=" + session.getString("jurisdiction")
                    + "&session=" + session.getInt("parliament") + "-" + session.getInt("session")
                    + "&sort=number&limit="
                    + LIMIT);
            while (next.isPresent()) {
                JsonObject page = Catalogue.json(program.get(next.get()));
                if (page.getJsonArray("data").size() == LIMIT) {
                    pages.add(Ask.get("page", next.get()));
                }
                next = Catalogue.next(page);
            }
        }
        return pages;
    }

    private void compare(List<String> bills) throws IOException {
        for (String path : bills.subList(0, Math.min(COMPARED, bills.size()))) {
            same(path, Catalogue.json(server.get(path)), Catalogue.json(bare.get(path)));
        }
        List<Ask> ours = pages(server);
        List<Ask> theirs = pages(bare);
        for (int i = 0; i < Math.min(COMPARED, ours.size()); i++) {
            JsonObject a = Catalogue.json(server.get(ours.get(i).path()));
            JsonObject b = Catalogue.json(bare.get(theirs.get(i).path()));
            same(ours.get(i).path(), a.getJsonArray("data"), b.getJsonArray("data"));
        }
    }

    private static void same(String path, JsonValue ours, JsonValue theirs) {
        if (!ours.equals(theirs)) {
            throw new IllegalStateException(path + " is answered differently: " + ours + " and " + theirs);
        }
    }
}

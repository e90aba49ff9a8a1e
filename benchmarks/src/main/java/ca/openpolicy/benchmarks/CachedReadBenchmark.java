// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import ca.openpolicy.benchmarks.Meter.Cost;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * One bill, kept: the server, with its limiter, ids, metrics and validators, beside a bare handler that sends the same
 * bytes, and beside Javalin and Spring Boot, each with a cache of its own. What all answer is compared first.
 */
final class CachedReadBenchmark {
    private static final int COMPARED = 200;

    private final Measure measure;
    private final ProcessHandle engine;
    private final Program server;

    private CachedReadBenchmark(Measure measure, ProcessHandle engine, Program server) {
        this.measure = measure;
        this.engine = engine;
        this.server = server;
    }

    public static void main(String[] arguments) throws Exception {
        Measure measure = Measure.of(arguments);
        try (Served served = Served.in(measure.place());
                Program server = served.server(measure, List.of())) {
            CachedReadBenchmark benchmark = new CachedReadBenchmark(measure, served.engine(), server);
            benchmark.beside(served, "bare handler", SendingServer.class);
            benchmark.beside(served, "Javalin", JavalinServer.class);
            benchmark.beside(served, "Spring Boot", SpringServer.class);
        }
    }

    private void beside(Served served, String name, Class<?> main) throws Exception {
        List<String> bills = new Catalogue(server).addresses("bills");
        List<Ask> asks = bills.stream().map(path -> Ask.get("bill", path)).toList();
        try (Program peer = served.peer(main);
                Meter ours = new Meter(server, engine);
                Meter theirs = new Meter(peer, engine)) {
            compare(bills, peer);
            Outcome unused = callers(server).closed(asks, measure.warm());
            unused = callers(peer).closed(asks, measure.warm());
            Costs costs = new Costs();
            for (int i = 1; i <= measure.pairs(); i++) {
                List<Cost> both = new ArrayList<>();
                if (i % 2 == 0) {
                    both.add(cost(theirs, peer, asks));
                    both.add(0, cost(ours, server, asks));
                } else {
                    both.add(cost(ours, server, asks));
                    both.add(cost(theirs, peer, asks));
                }
                costs.add(both.getFirst(), both.getLast());
            }
            costs.tell("GET of one bill, kept, " + bills.size() + " bills", "server", name);
        }
    }

    private Cost cost(Meter meter, Program program, List<Ask> asks) throws Exception {
        return meter.of("bill", () -> callers(program).closed(asks, measure.phase()));
    }

    private Callers callers(Program program) {
        return new Callers(program.port(), measure.connections());
    }

    private void compare(List<String> bills, Program peer) throws IOException {
        for (String path : bills.subList(0, Math.min(COMPARED, bills.size()))) {
            JsonObject ours = Catalogue.json(server.get(path));
            JsonObject theirs = Catalogue.json(peer.get(path));
            if (!ours.equals(theirs)) {
                throw new IllegalStateException(path + " is answered differently: " + ours + " and " + theirs);
            }
        }
    }
}

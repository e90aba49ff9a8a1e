// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import ca.openpolicy.benchmarks.Meter.Cost;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What it costs to refuse a request, beside answering one with a bill. */
final class RefusalBenchmark {
    private final Measure measure;
    private final Program server;
    private final ProcessHandle engine;
    private final Map<String, Case> cases = new LinkedHashMap<>();

    /** Some requests of a kind, and who is asked. */
    private record Case(Program program, List<Ask> asks) {}

    private RefusalBenchmark(Measure measure, Program server, ProcessHandle engine) {
        this.measure = measure;
        this.server = server;
        this.engine = engine;
    }

    public static void main(String[] arguments) throws Exception {
        Measure measure = Measure.of(arguments);
        try (Served served = Served.in(measure.place());
                Program server = served.server(measure, List.of())) {
            RefusalBenchmark benchmark = new RefusalBenchmark(measure, server, served.engine());
            List<Ask> bills = new Catalogue(server)
                    .addresses("bills").stream()
                            .map(path -> Ask.get("answered", path))
                            .toList();
            benchmark.gather(bills);
            if (!Program.knows("limit.per-minute")) {
                System.out.println("429: left out, the server has no limit");
                benchmark.run(bills);
                return;
            }
            try (Program strict = served.strictServer()) {
                benchmark.addExhausted(strict, bills);
                benchmark.run(bills);
            }
        }
    }

    private void gather(List<Ask> bills) throws IOException {
        List<Ask> unknownParameter = new ArrayList<>();
        List<Ask> wrongToken = new ArrayList<>();
        List<Ask> unknownBill = new ArrayList<>();
        for (Ask bill : bills) {
            String session = bill.path().substring(0, bill.path().lastIndexOf('/'));
            unknownParameter.add(Ask.get("400", bill.path() + "?colour=red").expecting(400));
            wrongToken.add(Ask.post("401", "/api/v1/bills", "Authorization: Bearer " + "x".repeat(43) + "\r\n", "{}")
                    .expecting(401));
            unknownBill.add(Ask.get("404", session + "/S-9" + (100 + unknownBill.size() % 900))
                    .expecting(404));
        }
        add("400, unknown parameter", server, unknownParameter);
        add("401, wrong token", server, wrongToken);
        add("404, unknown bill", server, unknownBill);
    }

    private void addExhausted(Program strict, List<Ask> bills) throws IOException {
        status(strict, bills.getFirst());
        add(
                "429, quota",
                strict,
                bills.stream().map(bill -> bill.expecting(429)).toList());
    }

    /** What is not refused yet is left out, and that is said. */
    private void add(String kind, Program program, List<Ask> asks) throws IOException {
        int status = status(program, asks.getFirst());
        if (status == asks.getFirst().expected()) {
            cases.put(kind, new Case(program, asks));
        } else {
            System.out.println(kind + ": left out, it was answered with " + status);
        }
    }

    private static int status(Program program, Ask ask) throws IOException {
        try (Connection connection = new Connection(program.port())) {
            return connection.send(ask);
        }
    }

    private void run(List<Ask> bills) throws Exception {
        System.out.println(measure);
        Case answered = new Case(server, bills);
        warm(answered);
        for (Case each : cases.values()) {
            warm(each);
        }
        Map<String, Costs> costs = new LinkedHashMap<>();
        for (int i = 1; i <= measure.pairs(); i++) {
            for (Map.Entry<String, Case> each : cases.entrySet()) {
                Optional<Cost> first = i % 2 == 0 ? Optional.of(cost(answered)) : Optional.empty();
                Cost refused = cost(each.getValue());
                Cost beside = first.isPresent() ? first.get() : cost(answered);
                costs.computeIfAbsent(each.getKey(), unused -> new Costs()).add(refused, beside);
            }
        }
        costs.forEach((kind, each) -> each.tell(kind, "refused", "answered"));
    }

    private void warm(Case some) throws InterruptedException {
        callers(some).closed(some.asks(), measure.warm()).refuseFaults("warming");
    }

    private Cost cost(Case some) throws Exception {
        try (Meter meter = new Meter(some.program(), engine)) {
            return meter.of(some.asks().getFirst().kind(), () -> callers(some).closed(some.asks(), measure.phase()));
        }
    }

    private Callers callers(Case some) {
        return new Callers(some.program().port(), measure.connections());
    }
}

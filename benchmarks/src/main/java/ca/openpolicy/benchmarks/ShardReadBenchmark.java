// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import ca.openpolicy.core.EntityId;
import ca.openpolicy.embedded.EmbeddedPostgres;
import ca.openpolicy.embedded.EmbeddedPostgresSettings;
import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import com.zaxxer.hikari.HikariDataSource;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * A row by its id on one of two shards, through our shards, through Jdbi on the pool that has it, and through
 * ShardingSphere; and the first pages of twenty over two and over four shards. All over the same pools, one after the
 * other in the same process.
 */
final class ShardReadBenchmark {
    private static final int COMPARED = 500;
    private static final int PAGES = 5;

    private final Measure measure;

    private ShardReadBenchmark(Measure measure) {
        this.measure = measure;
    }

    /** One thing that is done again and again. */
    private interface Doing {
        void once(int round) throws Exception;
    }

    /** Of each time. */
    private record Cost(double wall, double cpu, double kibibytes) {}

    public static void main(String[] arguments) throws Exception {
        ShardReadBenchmark benchmark = new ShardReadBenchmark(Measure.of(arguments));
        try (EmbeddedPostgres postgres =
                EmbeddedPostgres.start(EmbeddedPostgresSettings.temporary().withDurability(false))) {
            for (int shards : List.of(2, 4)) {
                try (Things things = Things.on(postgres, shards)) {
                    benchmark.run(things);
                }
            }
        }
    }

    private void run(Things things) throws Exception {
        List<HikariDataSource> pools = things.pools();
        try (RoutedByUs ours = RoutedByUs.over(pools).prepared();
                Routed hand = RoutedByHand.over(pools);
                Routed sphere = RoutedBySphere.over(pools)) {
            compare(things.ids(), ours, hand, sphere);
            if (pools.size() == 2) {
                Map<String, Doing> rows = new LinkedHashMap<>();
                rows.put("shards", row(things, ours));
                rows.put("Jdbi", row(things, hand));
                rows.put("ShardingSphere", row(things, sphere));
                pairs("a row by its id", rows);
            }
            Map<String, Doing> walks = new LinkedHashMap<>();
            walks.put("shards", round -> ours.walk(PAGES));
            walks.put("ShardingSphere", round -> sphere.walk(PAGES));
            pairs(PAGES + " pages of " + Things.PAGE + " over " + pools.size() + " shards", walks);
        }
    }

    private static Doing row(Things things, Routed routed) {
        List<EntityId> ids = things.ids();
        return round -> {
            EntityId id = ids.get((int) (round * 7919L % ids.size()));
            if (routed.name(id).isEmpty()) {
                throw new IllegalStateException(id + " has no name");
            }
        };
    }

    private static void compare(List<EntityId> ids, Routed ours, Routed hand, Routed sphere) throws Exception {
        for (EntityId id : ids.subList(0, COMPARED)) {
            String name = "the thing " + id;
            if (!ours.name(id).equals(name)
                    || !hand.name(id).equals(name)
                    || !sphere.name(id).equals(name)) {
                throw new IllegalStateException(id + " is read differently");
            }
        }
        if (!ours.walk(PAGES).equals(sphere.walk(PAGES))) {
            throw new IllegalStateException("the pages differ");
        }
    }

    private void pairs(String what, Map<String, Doing> contenders) throws Exception {
        for (Doing each : contenders.values()) {
            Cost unused = cost(each, measure.warm());
        }
        Map<String, List<Cost>> costs = new LinkedHashMap<>();
        List<String> names = List.copyOf(contenders.keySet());
        for (int i = 0; i < measure.pairs(); i++) {
            for (String name : i % 2 == 0 ? names : names.reversed()) {
                costs.computeIfAbsent(name, any -> new ArrayList<>())
                        .add(cost(contenders.getOrDefault(name, round -> {}), measure.phase()));
            }
        }
        for (String peer : names.subList(1, names.size())) {
            tell(what, costs, names.getFirst(), peer);
        }
    }

    private static void tell(String what, Map<String, List<Cost>> costs, String ours, String peer) {
        tell(what, costs, ours, peer, "us", Cost::wall);
        tell(what + ", CPU of the client", costs, ours, peer, "us", Cost::cpu);
        tell(what + ", allocated", costs, ours, peer, "KiB", Cost::kibibytes);
    }

    private static void tell(
            String what,
            Map<String, List<Cost>> costs,
            String ours,
            String peer,
            String unit,
            ToDoubleFunction<Cost> figure) {
        Pairs pairs = new Pairs();
        List<Cost> a = costs.getOrDefault(ours, List.of());
        List<Cost> b = costs.getOrDefault(peer, List.of());
        for (int i = 0; i < a.size(); i++) {
            pairs.add(figure.applyAsDouble(a.get(i)), figure.applyAsDouble(b.get(i)));
        }
        System.out.println(what + ": " + pairs.told(ours, peer, unit));
    }

    /** CPU and bytes are those of the whole process, whatever is left to other threads. */
    private static Cost cost(Doing doing, Duration phase) throws Exception {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long bytes = threads.getTotalThreadAllocatedBytes();
        long cpu = system.getProcessCpuTime();
        long start = System.nanoTime();
        int count = 0;
        while (System.nanoTime() - start < phase.toNanos()) {
            doing.once(count);
            count++;
        }
        return new Cost(
                (System.nanoTime() - start) / 1e3 / count,
                (system.getProcessCpuTime() - cpu) / 1e3 / count,
                (threads.getTotalThreadAllocatedBytes() - bytes) / 1024.0 / count);
    }
}

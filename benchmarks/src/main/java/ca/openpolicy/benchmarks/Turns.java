// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What one thing costs that is done again and again in different ways, in turn and in the same process. */
record Turns(Measure measure) {

    /** One thing that is done again and again. */
    interface Doing {
        void once(int round) throws Exception;
    }

    /** Of each time. */
    private record Cost(double wall, double cpu, double kibibytes) {}

    /** Tells the first beside each of the others. */
    void compare(String what, Map<String, Doing> contenders) throws Exception {
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

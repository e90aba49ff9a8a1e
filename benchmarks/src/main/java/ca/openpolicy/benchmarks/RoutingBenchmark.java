// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import ca.openpolicy.core.EntityId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What it costs to find the shard, and to bound the wait for it, where the database itself costs next to nothing: a row
 * by its id out of two databases of H2 in memory, through our shards and through Jdbi, over the same pools.
 */
final class RoutingBenchmark {
    private RoutingBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        try (H2Things things = new H2Things();
                RoutedByUs ours = RoutedByUs.over(things.pools());
                Routed hand = RoutedByHand.over(things.pools())) {
            Map<String, Turns.Doing> ways = new LinkedHashMap<>();
            ways.put("shards", row(things.ids(), ours));
            ways.put("Jdbi", row(things.ids(), hand));
            new Turns(Measure.of(arguments)).compare("a row by its id out of memory", ways);
        }
    }

    private static Turns.Doing row(List<EntityId> ids, Routed routed) {
        return round -> {
            EntityId id = ids.get((int) (round * 7919L % ids.size()));
            if (routed.name(id).isEmpty()) {
                throw new IllegalStateException(id + " has no name");
            }
        };
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import ca.openpolicy.core.EntityId;
import ca.openpolicy.embedded.EmbeddedPostgres;
import ca.openpolicy.embedded.EmbeddedPostgresSettings;
import com.zaxxer.hikari.HikariDataSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A row by its id on one of two shards, through our shards, through Jdbi on the pool that has it, and through
 * ShardingSphere; and the first pages of twenty over two and over four shards. All over the same pools, one after the
 * other in the same process.
 */
final class ShardReadBenchmark {
    private static final int COMPARED = 500;
    private static final int PAGES = 5;

    private final Turns turns;

    private ShardReadBenchmark(Measure measure) {
        this.turns = new Turns(measure);
    }

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
                Map<String, Turns.Doing> rows = new LinkedHashMap<>();
                rows.put("shards", row(things, ours));
                rows.put("Jdbi", row(things, hand));
                rows.put("ShardingSphere", row(things, sphere));
                turns.compare("a row by its id", rows);
            }
            Map<String, Turns.Doing> walks = new LinkedHashMap<>();
            walks.put("shards", round -> ours.walk(PAGES));
            walks.put("ShardingSphere", round -> sphere.walk(PAGES));
            turns.compare(PAGES + " pages of " + Things.PAGE + " over " + pools.size() + " shards", walks);
        }
    }

    private static Turns.Doing row(Things things, Routed routed) {
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
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.storage.shard.Shard;
import ca.openpolicy.storage.shard.ShardMap;
import ca.openpolicy.storage.shard.Shards;
import ca.openpolicy.storage.shard.move.MoveSettings;
import ca.openpolicy.storage.shard.move.Placement;
import ca.openpolicy.storage.shard.move.Planner;
import ca.openpolicy.storage.shard.move.Reshard;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;

/** Slots on their way from shard to shard and back, as long as a test runs. */
final class Wandering implements AutoCloseable {
    private static final MoveSettings SMALL = MoveSettings.defaults().withBatch(300, 400);

    private final List<Shard> shards;
    private final ArchiveSettings settings;
    private final FutureTask<Integer> task = new FutureTask<>(this::wander);
    private volatile boolean over;

    private Wandering(List<Shard> shards, ArchiveSettings settings) {
        this.shards = shards;
        this.settings = settings;
    }

    static Wandering over(List<Shard> shards, ArchiveSettings settings) {
        Wandering wandering = new Wandering(shards, settings);
        Thread unused = Thread.ofVirtual().name("wandering").start(wandering.task);
        return wandering;
    }

    private int wander() {
        Reshard reshard = settings.events()
                .map(outlet -> reshard().withEvents(outlet.log()))
                .orElseGet(this::reshard)
                .listening((stage, batch, batches) -> {
                    if (over) {
                        throw new Enough();
                    }
                });
        int moves = 0;
        try {
            while (!over) {
                Map<String, Integer> weights = new TreeMap<>();
                for (int i = 0; i < shards.size(); i++) {
                    weights.put(shards.get(i).name(), (i + moves) % shards.size());
                }
                reshard.move(Planner.plan(owners()::get, Placement.of(weights)), List.of());
                if (moves % 2 == 1) {
                    reshard.rollback();
                }
                reshard.clean();
                moves++;
            }
        } catch (Enough enough) {
            // the test is over, in the middle of a move
        }
        return moves;
    }

    private Reshard reshard() {
        return Reshard.of(shards, settings.shards().schema(), PostgresArchive.moved(settings), SMALL);
    }

    private List<String> owners() {
        try (Shards open = Shards.open(ShardMap.of(shards), settings.shards(), Ambient.system())) {
            ShardMap map = open.map();
            return IntStream.range(0, 1 << 14)
                    .mapToObj(slot -> map.owner(slot).name())
                    .toList();
        }
    }

    @Override
    public void close() {
        over = true;
        try {
            assertThat(task.get()).isNotNegative();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new AssertionError("slots could not be moved", e.getCause());
        }
    }

    private static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}

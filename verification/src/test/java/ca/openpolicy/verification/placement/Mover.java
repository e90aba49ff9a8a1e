// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.placement;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.events.log.PostgresEventLog;
import ca.openpolicy.storage.postgres.ArchiveSettings;
import ca.openpolicy.storage.postgres.PostgresArchive;
import ca.openpolicy.storage.shard.Pool;
import ca.openpolicy.storage.shard.PoolSettings;
import ca.openpolicy.storage.shard.Shard;
import ca.openpolicy.storage.shard.ShardMap;
import ca.openpolicy.storage.shard.ShardSettings;
import ca.openpolicy.storage.shard.Shards;
import ca.openpolicy.storage.shard.move.MoveFailedException;
import ca.openpolicy.storage.shard.move.MoveListener;
import ca.openpolicy.storage.shard.move.MoveSettings;
import ca.openpolicy.storage.shard.move.MoveStatus;
import ca.openpolicy.storage.shard.move.MovedTables;
import ca.openpolicy.storage.shard.move.Placement;
import ca.openpolicy.storage.shard.move.Plan;
import ca.openpolicy.storage.shard.move.Planner;
import ca.openpolicy.storage.shard.move.Reshard;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/** A program that moves slots, says each stage that it has reached, and waits for a line before it goes on. */
public final class Mover {
    static final String SCHEMA = "openpolicy";

    /** How many shards are to share all slots. */
    static final String TO_FOUR = "4";

    static final String TO_TWO = "2";
    static final String RESUME = "resume";
    static final String ROLLBACK = "rollback";
    static final String CLEAN = "clean";

    /** What the archive declares to move with its slot, and to be the same everywhere. */
    static final MovedTables TABLES = PostgresArchive.moved(ArchiveSettings.defaults());

    private static final MoveSettings SETTINGS = MoveSettings.defaults().withBatch(4_000, 1_500);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final List<Shard> shards;
    private final MoveListener listener;

    Mover(List<Shard> shards, MoveListener listener) {
        this.shards = shards;
        this.listener = listener;
    }

    /** What to do, user and password, and the addresses of all shards. */
    public static void main(String[] arguments) {
        List<Shard> shards = new ArrayList<>();
        for (int i = 3; i < arguments.length; i++) {
            Pool pool = Pool.open(arguments[i], arguments[1], () -> arguments[2], pool(6));
            shards.add(Shard.at("s" + (i - 3), pool.dataSource()));
        }
        BufferedReader told = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Mover mover = new Mover(shards, (stage, batch, batches) -> {
            System.out.println("stage " + stage + " " + batch + " " + batches);
            await(told);
        });
        System.out.println(mover.ended(arguments[0]));
        Runtime.getRuntime().halt(0);
    }

    /** A busy machine is no broken one. */
    static PoolSettings pool(int size) {
        return new PoolSettings(size, PATIENCE, PATIENCE, PATIENCE, SCHEMA);
    }

    static Reshard reshard(List<Shard> shards) {
        return Reshard.of(shards, SCHEMA, TABLES, SETTINGS).withEvents(PostgresEventLog.in(SCHEMA));
    }

    private String ended(String what) {
        try {
            return "done " + alone(what).state();
        } catch (MoveFailedException e) {
            return "failed " + String.valueOf(e.getMessage()).replace('\n', ' ');
        }
    }

    /** The database needs a moment to find out that whoever moved before is dead. */
    MoveStatus alone(String what) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return done(what);
            } catch (MoveFailedException e) {
                if (!String.valueOf(e.getMessage()).startsWith("another process") || System.nanoTime() > end) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private MoveStatus done(String what) {
        Reshard reshard = reshard(shards).listening(listener);
        return switch (what) {
            case RESUME -> reshard.resume();
            case ROLLBACK -> reshard.rollback();
            case CLEAN -> reshard.clean();
            default -> share(reshard, Integer.parseInt(what));
        };
    }

    /** Gives each of the first shards its share of all slots, and nothing to the others. */
    private MoveStatus share(Reshard reshard, int count) {
        Map<String, Integer> weights = new TreeMap<>();
        for (int i = 0; i < shards.size(); i++) {
            weights.put("s" + i, i < count ? 1 : 0);
        }
        try (Shards node =
                Shards.open(ShardMap.of(shards), ShardSettings.defaults().withDeadline(PATIENCE), Ambient.system())) {
            ShardMap map = node.map();
            Plan plan = Planner.plan(slot -> map.owner(slot).name(), Placement.of(weights));
            List<String> emptied = map.shards().stream()
                    .map(Shard::name)
                    .filter(name -> weights.getOrDefault(name, 0) == 0)
                    .toList();
            return reshard.move(plan, emptied);
        }
    }

    /** Whoever started this and is gone wants nothing more. */
    private static void await(BufferedReader told) {
        try {
            if (told.readLine() == null) {
                Runtime.getRuntime().halt(1);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.samples.notes;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.embedded.EmbeddedPostgres;
import ca.openpolicy.embedded.EmbeddedPostgresSettings;
import ca.openpolicy.storage.shard.Shard;
import ca.openpolicy.storage.shard.ShardMap;
import ca.openpolicy.storage.shard.ShardSettings;
import ca.openpolicy.storage.shard.Shards;
import ca.openpolicy.storage.shard.move.MoveSettings;
import ca.openpolicy.storage.shard.move.MovedTables;
import ca.openpolicy.storage.shard.move.Placement;
import ca.openpolicy.storage.shard.move.Planner;
import ca.openpolicy.storage.shard.move.Reshard;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Keeps notes in two databases, then in three. */
public final class Notes {
    /** Prints what it does. */
    public static void main(String[] arguments) {
        run(System.out::println);
    }

    static void run(Consumer<String> out) {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(EmbeddedPostgresSettings.temporary())) {
            List<String> names = List.of("a", "b", "c");
            names.forEach(postgres::createDatabase);
            Shard[] all = names.stream().map(each -> Shard.at(each, postgres.dataSource(each))).toArray(Shard[]::new);
            try (Shards two = open(all[0], all[1])) {
                for (int i = 1; i <= 300; i++) {
                    EntityId id = EntityId.of("note", Integer.toString(i));
                    two.write(id, one -> one.createStatement().execute("insert into note values (" + id.value() + ", '')"));
                }
            }
            try (Shards three = open(all)) {
                out.accept("on two of three: " + three.count("note", "", List.of()) + " notes");
                Reshard reshard = Reshard.of(
                        List.of(all), "openpolicy", MovedTables.ofSlots("public.note"), MoveSettings.defaults());
                Placement alike = Placement.of(Map.of("a", 1, "b", 1, "c", 1));
                reshard.move(Planner.plan(slot -> three.map().owner(slot).name(), alike), List.of());
                out.accept("on all three: " + three.count("note", "", List.of()) + " notes"); // rollback() is possible
                out.accept("the third is on " + three.map().owner(EntityId.of("note", "3")));
                reshard.clean();
            }
        }
    }

    private static Shards open(Shard... given) {
        Shards shards = Shards.open(ShardMap.of(given), ShardSettings.defaults(), Ambient.system());
        shards.prepare();
        String sql = "create table if not exists note (id bigint primary key, words text)";
        List.of(given).forEach(each -> shards.write(each, one -> one.createStatement().execute(sql)));
        return shards;
    }
}

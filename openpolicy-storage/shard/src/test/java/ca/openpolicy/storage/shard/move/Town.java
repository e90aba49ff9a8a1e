// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard.move;

import static org.assertj.core.api.Assertions.assertThat;

import ca.openpolicy.core.EntityId;
import ca.openpolicy.embedded.EmbeddedPostgres;
import ca.openpolicy.storage.shard.Databases;
import ca.openpolicy.storage.shard.PoolSettings;
import ca.openpolicy.storage.shard.Question;
import ca.openpolicy.storage.shard.Shard;
import ca.openpolicy.storage.shard.ShardMap;
import ca.openpolicy.storage.shard.ShardSettings;
import ca.openpolicy.storage.shard.Shards;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Databases with houses, and the rooms that go with them; some of the databases are not in the map yet. */
final class Town implements AutoCloseable {
    static final MovedTables TABLES =
            MovedTables.ofSlots("public.house", "public.room").andEverywhere("public.street");
    private static final String DDL = "create table house (id bigint primary key, name text unique, version bigint not"
            + " null, at timestamptz default now(), notes jsonb); create table room (house bigint, number int, words text,"
            + " primary key (house, number)); create table street (name text primary key)";

    private static final PoolSettings POOL =
            PoolSettings.defaults().withMaxSize(6).withAcquireTimeout(Duration.ofSeconds(10));

    final Databases databases;

    private Town(Databases databases) {
        this.databases = databases;
    }

    /** All of some databases have the tables, and the first of them make up the map. */
    static Town of(EmbeddedPostgres postgres, int members, int all) throws SQLException {
        Databases databases = Databases.open(postgres, all, POOL);
        databases.onEach(DDL);
        Town town = new Town(databases);
        try (Shards first = town.open(databases.all().subList(0, members))) {
            first.prepare();
        }
        return town;
    }

    Shards open(List<Shard> shards) {
        ShardSettings settings = ShardSettings.defaults().withDeadline(Duration.ofSeconds(20));
        return Shards.open(ShardMap.of(shards), settings, Databases.AMBIENT);
    }

    /** A node that knows all databases. */
    Shards node() {
        Shards node = open(databases.all());
        node.prepare();
        return node;
    }

    Reshard reshard(MoveSettings settings) {
        return Reshard.of(databases.all(), "openpolicy", TABLES, settings);
    }

    static EntityId id(int number) {
        return EntityId.of("house", Integer.toString(number));
    }

    /** A house is built or repaired: its version is that of its rooms. */
    static int build(Shards node, EntityId id) {
        return node.write(id, connection -> build(connection, id));
    }

    static int build(Connection connection, EntityId id) throws SQLException {
        String sql = "insert into house as h (id, name, version, notes) values (?, ?, 1, '{\"a\": [1, null]}') on"
                + " conflict (id) do update set version = h.version + 1 returning version";
        int version;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, id.value());
            statement.setString(2, id.toString());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                version = row.getInt(1);
            }
        }
        try (PreparedStatement statement =
                connection.prepareStatement("insert into room (house, number, words) values (?, ?, 'é \\N')")) {
            statement.setLong(1, id.value());
            statement.setInt(2, version);
            statement.executeUpdate();
        }
        return version;
    }

    /** Its version, and how many rooms it has; of one state. */
    static List<Long> look(Shards node, EntityId id, boolean find) {
        Question<List<Long>> question = new Question<>(
                "select version, (select count(*) from room where house = h.id) from house h where id = ?",
                List.of(id),
                row -> List.of(row.getLong(1), row.getLong(2)));
        List<List<Long>> seen = find ? node.find(id, question) : node.ask(id, question);
        return seen.stream().findFirst().orElse(List.of(0L, 0L));
    }

    /** What gives each of some shards its share. */
    static Plan share(Shards node, List<Shard> shards) {
        Map<String, Integer> weights = new TreeMap<>();
        node.map().shards().forEach(shard -> weights.put(shard.name(), 0));
        shards.forEach(shard -> weights.put(shard.name(), 1));
        return Planner.plan(slot -> node.map().owner(slot).name(), Placement.of(weights));
    }

    static List<Integer> slots(ShardMap map, Shard shard) {
        return IntStream.range(0, EntityId.SLOT_COUNT)
                .filter(slot -> map.owner(slot).equals(shard))
                .boxed()
                .toList();
    }

    /** Each row is where its slot is, and nowhere else. */
    void assertPlaced(Shards node) throws SQLException {
        for (Shard shard : databases.all()) {
            List<Integer> owned = node.map().shards().contains(shard) ? slots(node.map(), shard) : List.of();
            try (Connection connection = shard.dataSource().getConnection()) {
                for (String column : List.of("id from house", "house from room")) {
                    List<Integer> here = Sql.list(
                            connection,
                            row -> row.getInt(1),
                            "select distinct (" + column.replace(" from", " >> 49)::int from"));
                    assertThat(owned).as("%s of %s", column, shard).containsAll(here);
                }
            }
        }
    }

    /** No copies, notes or triggers are left. */
    void assertClean() throws SQLException {
        for (Shard shard : databases.all()) {
            try (Connection connection = shard.dataSource().getConnection()) {
                assertThat(Databases.number(
                                connection,
                                "select (select count(*) from pg_trigger where tgname like 'openpolicy%')"
                                        + " + (select count(*) from pg_namespace where nspname = 'openpolicy_moving')"
                                        + " + (select count(*) from openpolicy.shard_change)"
                                        + " + (select count(*) from openpolicy.shard_slot where state <> 'owned')"
                                        + " + (select count(*) from pg_proc where proname like 'move\\_%')"))
                        .as("left on %s", shard)
                        .isZero();
            }
        }
    }

    @Override
    public void close() {
        databases.close();
    }
}

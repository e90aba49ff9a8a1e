// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import ca.openpolicy.core.EntityId;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The same things in the memory of this process, in two databases of H2. Its tables tell the shards what they want to
 * know; all else that shards ask of PostgreSQL is for writing and moving, which is not done here.
 */
final class H2Things implements AutoCloseable {
    private static final int COUNT = 10_000;
    private static final int SHARDS = 2;
    private static final String OPTIONS = ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1";
    private static final List<String> TABLES = List.of(
            "create table thing (id bigint primary key, name varchar not null)",
            "create schema things",
            "create table things.shard_self (name varchar, map_epoch bigint, complete boolean, members varchar array)",
            "create table things.shard_slot (slot int primary key, owner varchar, epoch bigint, state varchar)",
            "insert into things.shard_slot select x, case when x < 8192 then 's0' else 's1' end, 1, 'owned'"
                    + " from system_range(0, 16383) slots (x)");

    private final List<HikariDataSource> pools = new ArrayList<>();
    private final List<EntityId> ids = new ArrayList<>();

    H2Things() throws SQLException {
        for (int i = 0; i < COUNT; i++) {
            ids.add(EntityId.of("thing", "near/" + i));
        }
        for (int shard = 0; shard < SHARDS; shard++) {
            pools.add(Things.pool("jdbc:h2:mem:things" + shard + OPTIONS, "sa", ""));
            fill(shard);
        }
    }

    List<HikariDataSource> pools() {
        return pools;
    }

    List<EntityId> ids() {
        return ids;
    }

    private void fill(int shard) throws SQLException {
        try (Connection connection = pools.get(shard).getConnection();
                Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                statement.execute(table);
            }
            statement.execute("insert into things.shard_self values ('s" + shard + "', 1, true, array['s0', 's1'])");
            try (PreparedStatement insert = connection.prepareStatement("insert into thing values (?, ?)")) {
                for (EntityId id : ids) {
                    if (Things.owner(id, SHARDS) == shard) {
                        insert.setLong(1, id.value());
                        insert.setString(2, "the thing " + id);
                        insert.addBatch();
                    }
                }
                insert.executeBatch();
            }
        }
    }

    @Override
    public void close() {
        pools.forEach(HikariDataSource::close);
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification;

import ca.openpolicy.core.Archive;
import ca.openpolicy.embedded.EmbeddedPostgres;
import ca.openpolicy.embedded.EmbeddedPostgresSettings;
import ca.openpolicy.storage.postgres.ArchiveSettings;
import ca.openpolicy.storage.postgres.PostgresArchive;
import ca.openpolicy.storage.shard.Pool;
import ca.openpolicy.storage.shard.PoolSettings;
import ca.openpolicy.storage.shard.Shard;
import ca.openpolicy.storage.shard.ShardMap;
import ca.openpolicy.storage.shard.ShardSettings;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An archive on two databases of a real PostgreSQL of its own. */
final class TwoShards implements AutoCloseable {
    /** What must be equal when the same was imported: everything but when and by which run. */
    private static final Map<String, String> CONTENT = Map.of(
            "jurisdiction", "t.*",
            "session", "t.*",
            "party", "t.*",
            "bill", "to_jsonb(t) - 'created_at' - 'updated_at'",
            "bill_history", "to_jsonb(t) - 'at' - 'cause_reference'",
            "bill_text", "to_jsonb(t) - 'created_at' - 'updated_at'",
            "vote", "to_jsonb(t) - 'created_at' - 'updated_at'",
            "ballot", "t.*",
            "member", "to_jsonb(t) - 'created_at' - 'updated_at'",
            "membership", "t.*");

    /** What an archive without an import holds nothing of. */
    private static final String EMPTYING = "truncate jurisdiction, session, party, bill, bill_history, bill_text, vote,"
            + " ballot, member, membership, run, run_notice, bill_tombstone, idempotency_key, operation, lease";

    /** A busy machine is no broken one. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final ArchiveSettings SETTINGS =
            ArchiveSettings.defaults().withShards(ShardSettings.defaults().withDeadline(PATIENCE));

    private final EmbeddedPostgres postgres;
    private final boolean owner;
    private final List<Pool> pools;
    private final ShardMap map;
    private Archive archive;

    TwoShards() {
        this(EmbeddedPostgres.start(EmbeddedPostgresSettings.temporary().withDurability(false)), true, "s");
    }

    private TwoShards(EmbeddedPostgres postgres, boolean owner, String name) {
        this.postgres = postgres;
        this.owner = owner;
        pools = List.of(pool(name + "0"), pool(name + "1"));
        map = ShardMap.of(
                Shard.at("s0", pools.getFirst().dataSource()),
                Shard.at("s1", pools.getLast().dataSource()));
        PostgresArchive.migrate(map, SETTINGS);
        archive = PostgresArchive.open(map, SETTINGS);
    }

    /** Another archive, on two more databases of the same PostgreSQL, which must be closed first. */
    TwoShards beside(String name) {
        return new TwoShards(postgres, false, name);
    }

    Archive archive() {
        return archive;
    }

    /** The archive opened anew, with nothing in it. */
    Archive emptied() {
        archive.close();
        for (Shard shard : map.shards()) {
            try (Connection connection = shard.dataSource().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("set search_path to openpolicy");
                statement.execute(EMPTYING);
                statement.execute("reset search_path");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
        archive = PostgresArchive.open(map, SETTINGS);
        return archive;
    }

    /** A number for the content of each table, whatever the order of its rows. */
    Map<String, String> content() throws SQLException {
        Map<String, String> sums = new TreeMap<>();
        for (Map.Entry<String, String> table : CONTENT.entrySet()) {
            String sql = "select count(*), coalesce(sum(hashtextextended(row::text, 0)), 0) from (select "
                    + table.getValue() + " from openpolicy." + table.getKey() + " t) row";
            BigDecimal sum = BigDecimal.ZERO;
            long rows = 0;
            for (Shard shard : map.shards()) {
                try (Connection connection = shard.dataSource().getConnection();
                        Statement statement = connection.createStatement();
                        ResultSet result = statement.executeQuery(sql)) {
                    result.next();
                    rows += result.getLong(1);
                    sum = sum.add(result.getBigDecimal(2));
                }
            }
            sums.put(table.getKey(), rows + " rows, " + sum.toPlainString());
        }
        return sums;
    }

    /** The latest change of any row of a table. */
    String latestUpdate(String table) throws SQLException {
        StringBuilder latest = new StringBuilder();
        for (Shard shard : map.shards()) {
            try (Connection connection = shard.dataSource().getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet result =
                            statement.executeQuery("select max(updated_at)::text from openpolicy." + table)) {
                result.next();
                latest.append(result.getString(1)).append(' ');
            }
        }
        return latest.toString();
    }

    @Override
    public void close() {
        archive.close();
        pools.forEach(Pool::close);
        if (owner) {
            postgres.close();
        }
    }

    private Pool pool(String database) {
        postgres.createDatabase(database);
        return Pool.open(postgres.jdbcUrl(database), postgres.user(), postgres::password, PoolSettings.defaults());
    }
}

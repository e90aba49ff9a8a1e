// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import ca.openpolicy.core.EntityId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;
import org.apache.shardingsphere.driver.api.ShardingSphereDataSourceFactory;
import org.apache.shardingsphere.infra.algorithm.core.config.AlgorithmConfiguration;
import org.apache.shardingsphere.sharding.api.config.ShardingRuleConfiguration;
import org.apache.shardingsphere.sharding.api.config.rule.ShardingTableRuleConfiguration;
import org.apache.shardingsphere.sharding.api.config.strategy.sharding.StandardShardingStrategyConfiguration;

/** Reads through ShardingSphere-JDBC over the same pools, by plain JDBC. */
final class RoutedBySphere implements Routed {
    private static final String ORDER = " order by rank desc, id desc limit " + Things.PAGE;

    private final DataSource sphere;

    private RoutedBySphere(DataSource sphere) {
        this.sphere = sphere;
    }

    static RoutedBySphere over(List<? extends DataSource> sources) throws SQLException {
        Map<String, DataSource> named = new LinkedHashMap<>();
        for (int i = 0; i < sources.size(); i++) {
            named.put("ds_" + i, sources.get(i));
        }
        return new RoutedBySphere(ShardingSphereDataSourceFactory.createDataSource(
                named, List.of(rule(sources.size())), new Properties()));
    }

    private static ShardingRuleConfiguration rule(int shards) {
        Properties bySlot = new Properties();
        bySlot.setProperty("strategy", "STANDARD");
        bySlot.setProperty("algorithmClassName", BySlot.class.getName());
        ShardingTableRuleConfiguration table =
                new ShardingTableRuleConfiguration("thing", "ds_${0.." + (shards - 1) + "}.thing");
        table.setDatabaseShardingStrategy(new StandardShardingStrategyConfiguration("id", "by_slot"));
        ShardingRuleConfiguration rule = new ShardingRuleConfiguration();
        rule.getTables().add(table);
        rule.getShardingAlgorithms().put("by_slot", new AlgorithmConfiguration("CLASS_BASED", bySlot));
        return rule;
    }

    @Override
    public String name(EntityId id) throws SQLException {
        try (Connection connection = sphere.getConnection();
                PreparedStatement statement = connection.prepareStatement("select name from thing where id = ?")) {
            statement.setLong(1, id.value());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    @Override
    public List<Long> walk(int pages) throws SQLException {
        List<Long> ids = new ArrayList<>();
        int rank = Integer.MAX_VALUE;
        long id = Long.MAX_VALUE;
        for (int i = 0; i < pages; i++) {
            try (Connection connection = sphere.getConnection();
                    PreparedStatement statement = page(connection, rank, id);
                    ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    id = rows.getLong("id");
                    rank = rows.getInt("rank");
                    ids.add(id);
                }
            }
        }
        return ids;
    }

    /** The first page has no condition, as ours has none. */
    private static PreparedStatement page(Connection connection, int rank, long id) throws SQLException {
        if (rank == Integer.MAX_VALUE) {
            return connection.prepareStatement("select id, rank from thing" + ORDER);
        }
        PreparedStatement statement = connection.prepareStatement(
                "select id, rank from thing where (rank < ? or (rank = ? and id < ?))" + ORDER);
        statement.setInt(1, rank);
        statement.setInt(2, rank);
        statement.setLong(3, id);
        return statement;
    }

    @Override
    public void close() {
        // the pools are somebody else's, and the data source would close them
    }
}

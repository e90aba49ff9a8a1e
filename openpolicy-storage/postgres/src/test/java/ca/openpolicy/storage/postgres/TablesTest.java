// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class TablesTest {
    @Test
    void every_table_has_a_declared_placement_and_a_second_migration_changes_nothing() throws SQLException {
        try (TwoShards shards = new TwoShards()) {
            PostgresArchive.migrate(shards.map(), ArchiveSettings.defaults());
            Set<String> found = new TreeSet<>();
            try (Connection connection =
                            shards.map().shards().getFirst().dataSource().getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(
                            "select table_name from information_schema.tables where table_schema = 'openpolicy'")) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            assertThat(found).isEqualTo(new TreeSet<>(Tables.PLACEMENT.keySet()));
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import ca.openpolicy.events.log.PostgresEventLog;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Engine.class)
class TablesTest {
    @Test
    void every_table_has_a_declared_placement_and_a_second_migration_changes_nothing() throws SQLException {
        try (TestShards shards = new TestShards()) {
            PostgresArchive.migrate(shards.map(), ArchiveSettings.defaults());
            try (Connection connection =
                    shards.map().shards().getFirst().dataSource().getConnection()) {
                PostgresEventLog.in("openpolicy").migrate(connection);
            }
            Set<String> found = new TreeSet<>();
            try (Connection connection =
                            shards.map().shards().getFirst().dataSource().getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(
                            "select relname from pg_class where relnamespace = 'openpolicy'::regnamespace"
                                    + " and relkind in ('r', 'p') and relname !~ '^event_log_d[0-9]{8}$'")) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            assertThat(found).isEqualTo(new TreeSet<>(Tables.PLACEMENT.keySet()));
        }
    }
}

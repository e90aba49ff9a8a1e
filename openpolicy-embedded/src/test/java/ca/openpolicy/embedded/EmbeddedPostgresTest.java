// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {
    @TempDir
    Path directory;

    @Test
    void a_temporary_server_answers_and_leaves_nothing_behind() throws SQLException {
        Path data;
        long pid;
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(EmbeddedPostgresSettings.temporary())) {
            data = postgres.dataDirectory();
            pid = postgres.pid();
            assertThat(ask(postgres, "postgres", "show server_version")).startsWith("18.");
            assertThat(postgres.recoveredOrphan()).isEmpty();
        }
        assertThat(data).doesNotExist();
        assertThat(ProcessHandle.of(pid)).isEmpty();
    }

    @Test
    void data_stay_from_one_start_to_the_next() throws SQLException {
        EmbeddedPostgresSettings settings = EmbeddedPostgresSettings.at(directory.resolve("new/data"))
                .withBinariesDirectory(TemporaryPlace.ofThisUser());
        try (EmbeddedPostgres first = EmbeddedPostgres.start(settings)) {
            first.createDatabase("bills");
            ask(first, "bills", "create table bill as select 'C-11' as number; select 1");
        }
        try (EmbeddedPostgres second = EmbeddedPostgres.start(settings)) {
            second.createDatabase("bills");
            assertThat(ask(second, "bills", "select number from bill")).isEqualTo("C-11");
        }
        assertThat(Files.exists(directory.resolve("new/data"))).isTrue();
    }

    static String ask(EmbeddedPostgres postgres, String database, String sql) throws SQLException {
        try (Connection connection = postgres.dataSource(database).getConnection();
                Statement statement = connection.createStatement()) {
            boolean rows = statement.execute(sql);
            while (!rows) {
                rows = statement.getMoreResults();
            }
            try (ResultSet result = statement.getResultSet()) {
                result.next();
                return result.getString(1);
            }
        }
    }
}

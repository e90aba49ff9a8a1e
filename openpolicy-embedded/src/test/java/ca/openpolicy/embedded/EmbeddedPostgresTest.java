// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {
    @TempDir
    Path directory;

    @Test
    void a_temporary_server_answers_and_leaves_nothing_behind() throws SQLException {
        EmbeddedPostgres postgres = EmbeddedPostgres.start(EmbeddedPostgresSettings.temporary());
        try (postgres) {
            assertThat(ask(postgres, "postgres", "show server_version")).startsWith("18.");
            assertThat(postgres.recoveredOrphan()).isEmpty();
        }
        postgres.close();
        assertThat(postgres.dataDirectory()).doesNotExist();
        assertThat(ProcessHandle.of(postgres.pid())).isEmpty();
    }

    @Test
    void two_databases_keep_their_data_from_one_start_to_the_next() throws SQLException {
        EmbeddedPostgresSettings settings = EmbeddedPostgresSettings.at(directory.resolve("new/data"));
        try (EmbeddedPostgres first = EmbeddedPostgres.start(settings)) {
            for (String shard : List.of("shard_0", "shard_1")) {
                first.createDatabase(shard);
                ask(first, shard, "create table bill as select '" + shard + "' as place; select 1");
            }
        }
        try (EmbeddedPostgres second = EmbeddedPostgres.start(settings)) {
            second.createDatabase("shard_1");
            assertThat(ask(second, "shard_0", "select place from bill")).isEqualTo("shard_0");
            assertThat(ask(second, "shard_1", "select place from bill")).isEqualTo("shard_1");
            assertThat(second.recoveredOrphan()).isEmpty();
        }
    }

    @Test
    void a_commit_is_durable_and_only_this_machine_is_listened_to() throws SQLException {
        EmbeddedPostgresSettings settings = EmbeddedPostgresSettings.temporary()
                .withMaxConnections(23)
                .withSharedBuffersMebibytes(48)
                .withServerSettings(Map.of("work_mem", "5MB"));
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(settings)) {
            assertThat(ask(postgres, "postgres", "show fsync")).isEqualTo("on");
            assertThat(ask(postgres, "postgres", "show synchronous_commit")).isEqualTo("on");
            assertThat(ask(postgres, "postgres", "show full_page_writes")).isEqualTo("on");
            assertThat(ask(postgres, "postgres", "show listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(ask(postgres, "postgres", "show max_connections")).isEqualTo("23");
            assertThat(ask(postgres, "postgres", "show shared_buffers")).isEqualTo("48MB");
            assertThat(ask(postgres, "postgres", "show work_mem")).isEqualTo("5MB");
            assertThat(ask(postgres, "postgres", "show timezone")).isEqualTo("UTC");
            assertThat(ask(postgres, "postgres", "select upper('québec')")).isEqualTo("QUÉBEC");
        }
    }

    @Test
    void a_test_may_do_without_durability() throws SQLException {
        try (EmbeddedPostgres postgres =
                EmbeddedPostgres.start(EmbeddedPostgresSettings.temporary().withDurability(false))) {
            assertThat(ask(postgres, "postgres", "show fsync")).isEqualTo("off");
            assertThat(ask(postgres, "postgres", "show synchronous_commit")).isEqualTo("off");
        }
    }

    @Test
    void nobody_gets_in_without_the_password() throws SQLException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(EmbeddedPostgresSettings.temporary())) {
            String url = postgres.jdbcUrl("postgres");
            assertThat(url).doesNotContain(postgres.password());
            assertThatThrownBy(() -> DriverManager.getConnection(url, postgres.user(), "guess")
                            .close())
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password");
            DriverManager.getConnection(url, postgres.user(), postgres.password())
                    .close();
        }
    }

    @Test
    void a_database_may_be_made_by_many_at_once() throws SQLException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(EmbeddedPostgresSettings.temporary());
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<CompletableFuture<Void>> made = Stream.generate(
                            () -> CompletableFuture.runAsync(() -> postgres.createDatabase("bills"), threads))
                    .limit(8)
                    .toList();
            made.forEach(CompletableFuture::join);
            assertThat(ask(postgres, "bills", "select 1")).isEqualTo("1");
            assertThatIllegalArgumentException().isThrownBy(() -> postgres.createDatabase("a\"; drop database b"));
        }
    }

    @Test
    void three_first_starts_at_once_share_one_unpacking() {
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            List<CompletableFuture<EmbeddedPostgres>> starts = Stream.generate(() -> CompletableFuture.supplyAsync(
                            () -> EmbeddedPostgres.start(EmbeddedPostgresSettings.temporary()
                                    .withBinariesDirectory(directory.resolve("binaries"))),
                            threads))
                    .limit(3)
                    .toList();
            starts.forEach(start -> start.handle((started, failed) -> null).join());
            try {
                assertThat(starts.stream().map(start -> start.join().port())).doesNotHaveDuplicates();
            } finally {
                starts.stream()
                        .filter(start -> !start.isCompletedExceptionally())
                        .forEach(start -> start.join().close());
            }
        }
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

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.Archive;
import ca.openpolicy.core.Bill;
import ca.openpolicy.core.HorizonContract;
import ca.openpolicy.storage.shard.ShardSettings;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Engine.class)
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
class PostgresHorizonTest extends HorizonContract {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ArchiveSettings PATIENT =
            ArchiveSettings.defaults().withShards(ShardSettings.defaults().withDeadline(PATIENCE));

    private static TestShards shards;
    private static List<Archive> archives;

    @BeforeAll
    static void start() {
        shards = new TestShards();
        archives = List.of(-10L, 0L, 10L).stream()
                .map(minutes -> new Ambient(
                        Clock.offset(Clock.systemUTC(), Duration.ofMinutes(minutes)),
                        Ambient.system().random()))
                .<Archive>map(ambient -> PostgresArchive.open(shards.map(), PATIENT, ambient))
                .toList();
    }

    @AfterAll
    static void stop() {
        archives.forEach(Archive::close);
        shards.close();
    }

    @Override
    protected List<Archive> archives() {
        return archives;
    }

    /** An uncommitted row in the history keeps the change from writing its own there, which it does last. */
    @Override
    protected Held hold(Bill bill, long next) {
        try {
            Connection connection = shards.map().owner(bill.id()).dataSource().getConnection();
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("insert into openpolicy.bill_history values ("
                        + bill.id().value() + ", " + next + ", now(), '', '', '[]')");
            }
            return new Uncommitted(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Uncommitted(Connection connection) implements Held {
        @Override
        public void awaitWritten() {
            Awaitility.await().atMost(PATIENCE).until(this::isWaitedFor);
        }

        private boolean isWaitedFor() throws SQLException {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("select count(*) > 0 from pg_locks where not granted"
                            + " and locktype = 'transactionid' and transactionid = pg_current_xact_id()::xid")) {
                row.next();
                return row.getBoolean(1);
            }
        }

        @Override
        public void close() {
            try (connection) {
                connection.rollback();
                connection.setAutoCommit(true);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}

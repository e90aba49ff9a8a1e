// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import ca.openpolicy.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;

/** The relay that one writes first: takes a row, sends it, marks it, commits. */
final class PerRowOutbox implements AutoCloseable {
    private final Connection connection;

    private PerRowOutbox(Connection connection) {
        this.connection = connection;
    }

    static PerRowOutbox in(EmbeddedPostgres postgres) throws SQLException {
        postgres.createDatabase("per_row");
        Connection connection = postgres.dataSource("per_row").getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table outbox (id bigint primary key, aggregate text not null,"
                    + " payload text not null, sent boolean not null)");
            statement.execute("create index outbox_unsent on outbox (id) where not sent");
        }
        return new PerRowOutbox(connection);
    }

    void fill(int count) throws SQLException {
        connection.setAutoCommit(true);
        try (Statement statement = connection.createStatement()) {
            statement.execute("truncate outbox");
            statement.execute("insert into outbox select i, 'a' || i % " + count / WaitingEvents.EACH + ", "
                    + WaitingEvents.DATA_SQL + ", false from generate_series(1, " + count + ") i");
            statement.execute("vacuum analyze outbox");
            statement.execute("checkpoint");
        }
    }

    /** Events a second. */
    double drain(Consumer<String> publisher) throws SQLException {
        connection.setAutoCommit(false);
        int sent = 0;
        long begin = System.nanoTime();
        try (PreparedStatement next = connection.prepareStatement("select id, aggregate, payload from outbox"
                        + " where not sent order by id limit 1 for update skip locked");
                PreparedStatement mark = connection.prepareStatement("update outbox set sent = true where id = ?")) {
            while (isSent(next, mark, publisher)) {
                sent++;
            }
        }
        return sent / ((System.nanoTime() - begin) / 1e9);
    }

    private boolean isSent(PreparedStatement next, PreparedStatement mark, Consumer<String> publisher)
            throws SQLException {
        try (ResultSet row = next.executeQuery()) {
            if (!row.next()) {
                connection.commit();
                return false;
            }
            publisher.accept(row.getString("payload"));
            mark.setLong(1, row.getLong("id"));
            mark.executeUpdate();
            connection.commit();
            return true;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}

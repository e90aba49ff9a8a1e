// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.log;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.event.Aggregate;
import ca.openpolicy.core.event.Event;
import ca.openpolicy.core.event.EventSource;
import ca.openpolicy.core.event.Recorded;
import ca.openpolicy.core.event.Slice;
import ca.openpolicy.embedded.EmbeddedPostgres;
import ca.openpolicy.embedded.EmbeddedPostgresSettings;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives each test a log in a database of its own, on one PostgreSQL for all. */
final class Logs implements ParameterResolver {
    private static final AtomicInteger NEXT = new AtomicInteger();
    private static final Namespace HERE = Namespace.create(Logs.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Database.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        EmbeddedPostgres postgres = context.getRoot()
                .getStore(HERE)
                .computeIfAbsent(EmbeddedPostgres.class, type -> start(), EmbeddedPostgres.class);
        return context.getStore(HERE)
                .computeIfAbsent(parameter.getParameter().getName(), name -> Database.of(postgres), Database.class);
    }

    private static EmbeddedPostgres start() {
        return EmbeddedPostgres.start(
                EmbeddedPostgresSettings.temporary().withDurability(false).withMaxConnections(150));
    }

    /** A database with a log. */
    record Database(PostgresEventLog log, HikariDataSource source, EventSource events) implements AutoCloseable {
        static Database of(EmbeddedPostgres postgres) {
            String name = "log_" + NEXT.incrementAndGet();
            postgres.createDatabase(name);
            HikariConfig config = new HikariConfig();
            config.setDataSource(postgres.dataSource(name));
            config.setMaximumPoolSize(12);
            config.setMinimumIdle(0);
            Database database = new Database(
                    PostgresEventLog.in("told"),
                    new HikariDataSource(config),
                    EventSource.named("test", Ambient.system()));
            database.with(database.log::migrate);
            return database;
        }

        /** What is done on a connection. */
        interface Work {
            void on(Connection connection) throws SQLException;
        }

        void with(Work work) {
            try (Connection connection = source.getConnection()) {
                work.on(connection);
            } catch (SQLException e) {
                throw new AssertionError("a statement failed", e);
            }
        }

        Connection open() throws SQLException {
            Connection connection = source.getConnection();
            connection.setAutoCommit(false);
            return connection;
        }

        Event event(String aggregate, long version) {
            return events.event(
                    "thing.changed", new Aggregate("thing", aggregate, version), "{\"version\":" + version + "}");
        }

        void append(String aggregate, long version) {
            with(connection -> log.append(connection, event(aggregate, version)));
        }

        void execute(String sql) {
            with(connection -> {
                try (Statement statement = connection.createStatement()) {
                    boolean unused = statement.execute(sql);
                }
            });
        }

        LogStream stream() {
            return new LogStream("s0", source);
        }

        List<Recorded> all() {
            List<Recorded> all = new ArrayList<>();
            with(connection -> {
                Slice slice = log.read(connection, 0, 100);
                all.addAll(slice.events());
                while (slice.more()) {
                    slice = log.read(connection, slice.next(), 100);
                    all.addAll(slice.events());
                }
            });
            return all;
        }

        @Override
        public void close() {
            source.close();
        }
    }
}

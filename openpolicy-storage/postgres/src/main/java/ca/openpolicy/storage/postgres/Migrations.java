// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import ca.openpolicy.core.MisconfiguredException;
import ca.openpolicy.core.UnavailableException;
import ca.openpolicy.storage.shard.Shard;
import ca.openpolicy.storage.shard.ShardMap;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings the tables of each shard up to date. */
final class Migrations {
    private static final String LOCATION = "classpath:ca/openpolicy/storage/postgres/migration";
    /** The version of the last file in that place. */
    static final String NEWEST = "5";

    private static final String HISTORY = "schema_history";
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    /** SQL states: no connection, no resources, the server is going down or coming up. */
    private static final List<String> CONNECTION_CLASSES = List.of("08", "53", "57");

    private final Schema schema;

    Migrations(Schema schema) {
        this.schema = schema;
    }

    void apply(ShardMap map) {
        for (Shard shard : map.shards()) {
            if (!isUpToDate(shard)) {
                apply(shard);
            }
        }
    }

    /** Flyway is half of the time of a start, and mostly has nothing to do. */
    private boolean isUpToDate(Shard shard) {
        String newest = "select version from " + schema.table(HISTORY)
                + " where success order by installed_rank desc fetch first row only";
        try (Connection connection = shard.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(newest)) {
            return found.next() && NEWEST.equals(found.getString(1));
        } catch (SQLException noneYet) {
            return false;
        }
    }

    private void apply(Shard shard) {
        try {
            Flyway.configure(Migrations.class.getClassLoader())
                    .dataSource(shard.dataSource())
                    .locations(LOCATION)
                    .schemas(schema.name())
                    .defaultSchema(schema.name())
                    .table(HISTORY)
                    .createSchemas(true)
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw failure(shard, e);
        }
    }

    /** A database that does not answer may answer later; tables that do not fit will not. */
    private static RuntimeException failure(Shard shard, FlywayException e) {
        String message = "the tables of shard " + shard.name() + " cannot be brought up to date: " + firstLine(e);
        return isAboutConnection(e)
                ? new UnavailableException(message, RETRY_AFTER, e)
                : new MisconfiguredException(List.of(message));
    }

    private static boolean isAboutConnection(FlywayException e) {
        return Stream.<Throwable>iterate(e, Objects::nonNull, Throwable::getCause)
                .filter(SQLException.class::isInstance)
                .map(cause -> String.valueOf(((SQLException) cause).getSQLState()))
                .anyMatch(state -> CONNECTION_CLASSES.stream().anyMatch(state::startsWith));
    }

    private static String firstLine(FlywayException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import ca.openpolicy.embedded.EmbeddedPostgres;
import ca.openpolicy.embedded.EmbeddedPostgresSettings;
import ca.openpolicy.storage.shard.Shard;
import ca.openpolicy.storage.shard.ShardMap;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** One PostgreSQL for all tests, which is stopped after the last; its databases are made of one that has the tables. */
final class Engine implements BeforeAllCallback {
    private static final String TEMPLATE = "archive_template";

    /** Is there from the first test on that needs it. */
    private static final class Started {
        private static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            EmbeddedPostgres postgres = EmbeddedPostgres.start(
                    EmbeddedPostgresSettings.temporary().withDurability(false).withMaxConnections(400));
            postgres.createDatabase(TEMPLATE);
            new Migrations(ArchiveSettings.defaults().schemaOf())
                    .apply(ShardMap.of(Shard.at("template", postgres.dataSource(TEMPLATE))));
            return postgres;
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        EmbeddedPostgres unused = context.getRoot()
                .getStore(Namespace.create(Engine.class))
                .computeIfAbsent(EmbeddedPostgres.class, type -> postgres(), EmbeddedPostgres.class);
    }

    static EmbeddedPostgres postgres() {
        return Started.POSTGRES;
    }

    static String database(String name) {
        try (Connection connection = postgres().dataSource("postgres").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name + " template " + TEMPLATE);
            return name;
        } catch (SQLException e) {
            throw new AssertionError("the database " + name + " cannot be made", e);
        }
    }
}

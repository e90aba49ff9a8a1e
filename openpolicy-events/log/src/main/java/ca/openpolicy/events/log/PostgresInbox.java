// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.log;

import ca.openpolicy.core.event.Inbox;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;

/** The inbox in the consumer's own PostgreSQL database, beside whatever it changes. Immutable. */
public final class PostgresInbox implements Inbox {
    private final LogSchema schema;

    private PostgresInbox(LogSchema schema) {
        this.schema = schema;
    }

    /**
     * The inbox in a schema of the database that a connection leads to.
     *
     * @param schema 1 to 63 lower-case letters, digits and underscores; its tables are made by
     *     {@link PostgresEventLog#migrate}
     * @return the inbox
     * @throws ca.openpolicy.core.MisconfiguredException if the name is no such name
     */
    public static PostgresInbox in(String schema) {
        return new PostgresInbox(new LogSchema(schema));
    }

    @Override
    public boolean first(Connection connection, String consumer, UUID event) throws SQLException {
        return Sql.of(
                                "insert into " + schema.table("event_inbox")
                                        + " (consumer, event_id) values (?, ?) on conflict do nothing",
                                consumer,
                                event)
                        .update(connection)
                == 1;
    }

    /**
     * Forgets what was taken long ago. What is kept must reach further back than anything that can still come again.
     *
     * @param connection any
     * @param age how long ago
     * @param limit how many at most
     * @return how many were forgotten
     * @throws SQLException if the database refuses
     */
    public int forget(Connection connection, Duration age, int limit) throws SQLException {
        return Sql.of(
                        "delete from " + schema.table("event_inbox")
                                + " where (consumer, event_id) in (select consumer,"
                                + " event_id from " + schema.table("event_inbox")
                                + " where taken_at < clock_timestamp() - ? * interval '1 millisecond' limit ?)",
                        age.toMillis(),
                        limit)
                .update(connection);
    }
}

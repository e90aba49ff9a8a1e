// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.log;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * The right to send a stream, and how far it was sent. Each holder has a greater token than the one before; whoever has
 * lost the right cannot move the position. Times are those of the database.
 */
final class Lease {
    private final String table;
    private final String relay;
    private final long token;
    private final Duration length;
    private long position;

    private Lease(String table, String relay, long token, Duration length, long position) {
        this.table = table;
        this.relay = relay;
        this.token = token;
        this.length = length;
        this.position = position;
    }

    /** Takes the lease if it is free; empty while another holds it. */
    static Optional<Lease> take(Connection connection, LogSchema schema, RelaySettings settings, String holder)
            throws SQLException {
        String table = schema.table("event_relay");
        return Sql.of(
                        "insert into " + table + " as held (relay, position, token, holder, expires_at)"
                                + " values (?, 0, 1, ?, clock_timestamp() + ? * interval '1 millisecond')"
                                + " on conflict (relay) do update set token = held.token + 1, holder = excluded.holder,"
                                + " expires_at = excluded.expires_at where held.expires_at < clock_timestamp()"
                                + " returning position, token",
                        settings.name(),
                        holder,
                        settings.lease().toMillis())
                .first(
                        connection,
                        row -> new Lease(
                                table,
                                settings.name(),
                                row.getLong("token"),
                                settings.lease(),
                                row.getLong("position")));
    }

    long position() {
        return position;
    }

    long token() {
        return token;
    }

    /** Moves the position, which also lengthens the lease. */
    void advance(Connection connection, long to) throws SQLException {
        int moved = Sql.of(
                        "update " + table + " set position = ?, moved_at = clock_timestamp(),"
                                + " expires_at = clock_timestamp() + ? * interval '1 millisecond'"
                                + " where relay = ? and token = ?",
                        to,
                        length.toMillis(),
                        relay,
                        token)
                .update(connection);
        if (moved == 0) {
            throw new LostLeaseException(relay);
        }
        position = to;
    }

    /** Lets the next holder begin at once. */
    void release(Connection connection) throws SQLException {
        int unused = Sql.of(
                        "update " + table + " set expires_at = clock_timestamp() where relay = ? and token = ?",
                        relay,
                        token)
                .update(connection);
    }
}

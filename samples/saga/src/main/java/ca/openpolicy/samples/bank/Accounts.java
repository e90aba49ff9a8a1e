// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.samples.bank;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.event.Aggregate;
import ca.openpolicy.core.event.Event;
import ca.openpolicy.core.event.EventHandler;
import ca.openpolicy.core.event.EventLog;
import ca.openpolicy.core.event.EventSource;
import ca.openpolicy.storage.shard.Question;
import ca.openpolicy.storage.shard.Shards;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;

/**
 * Accounts, each on the shard that owns it. To send money is three steps at most, each a transaction of its own on one
 * shard: it is taken from the sender and told; what was told makes the receiver get it, or refuse it; what was refused
 * makes the sender get it back. An event that comes again finds that it was taken already. That is noted beside the
 * account, in a table whose rows move with it, and not in the shard's inbox, which stays where it is.
 */
final class Accounts implements EventHandler {
    private static final String SENT = "money.sent";
    private static final String REFUSED = "money.refused";

    private final Shards shards;
    private final EventLog log;
    private final EventSource source = EventSource.named("bank", Ambient.system());

    Accounts(Shards shards, EventLog log) {
        this.shards = shards;
        this.log = log;
        shards.map().shards().forEach(shard -> shards.write(shard, Accounts::makeTables));
    }

    private static boolean makeTables(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("create table if not exists account (id bigint primary key, name text not null,"
                    + " cents bigint not null check (cents >= 0), open boolean not null, version bigint not null)");
            return statement.execute(
                    "create table if not exists account_event (id bigint, event uuid, primary key (id, event))");
        }
    }

    void open(String name, long cents) {
        change(name, "insert into account values (?, '" + name + "', " + cents + ", true, 1) returning version");
    }

    void close(String name) {
        change(name, "update account set open = false, version = version + 1 where id = ? returning version");
    }

    /** Tells whether the sender had as much; whether it arrives is told later. */
    boolean send(String from, String to, long cents) {
        return shards.write(id(from), connection -> {
            OptionalLong version = version(connection, from, -cents, "cents >= " + cents);
            if (version.isPresent()) {
                tell(connection, SENT, from, version.getAsLong(), to, cents);
            }
            return version.isPresent();
        });
    }

    /** The next step of the saga that an event is of. */
    @Override
    public void handle(Event event) {
        JsonObject data = data(event);
        String to = data.getString("to");
        long cents = data.getJsonNumber("cents").longValueExact();
        String from = event.aggregate().id();
        shards.write(id(to), connection -> first(connection, to, event) && taken(connection, event, from, to, cents));
    }

    private static JsonObject data(Event event) {
        try (JsonReader reader = Json.createReader(new StringReader(event.data()))) {
            return reader.readObject();
        }
    }

    private boolean taken(Connection connection, Event event, String from, String to, long cents) throws SQLException {
        boolean back = event.type().equals(REFUSED);
        if (version(connection, to, cents, back ? "true" : "open").isEmpty()) {
            long version = version(connection, to, 0, "true").orElseThrow();
            tell(connection, REFUSED, to, version, from, cents);
        }
        return true;
    }

    /** False if it was taken before: an event comes again until its relay knows that it was taken. */
    private static boolean first(Connection connection, String name, Event event) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into account_event values (?, ?) on conflict do nothing")) {
            insert.setLong(1, id(name).value());
            insert.setObject(2, event.id());
            return insert.executeUpdate() > 0;
        }
    }

    /** Changes an account; empty if it is not as it must be. The row stays locked, which keeps its events in order. */
    private static OptionalLong version(Connection connection, String name, long cents, String condition)
            throws SQLException {
        return number(
                connection,
                name,
                "update account set cents = cents + " + cents + ", version = version + 1 where id = ? and " + condition
                        + " returning version");
    }

    private void tell(Connection connection, String type, String about, long version, String to, long cents)
            throws SQLException {
        String json = "{\"to\":\"" + to + "\",\"cents\":" + cents + "}";
        log.append(connection, source.event(type, new Aggregate("account", about, version), json));
    }

    private void change(String name, String sql) {
        OptionalLong unused = shards.write(id(name), connection -> number(connection, name, sql));
    }

    private static OptionalLong number(Connection connection, String name, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, id(name).value());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
            }
        }
    }

    long balance(String name) {
        return shards.ask(
                        id(name),
                        new Question<>(
                                "select cents from account where id = ?",
                                List.of(id(name).value()),
                                row -> row.getLong(1)))
                .getFirst();
    }

    /** How many events have not been taken yet. */
    long underWay() {
        long told = total("select count(*) from bank.event_log");
        return told - shards.count("account_event", "", List.of());
    }

    private long total(String sql) {
        return shards.ask(new Question<>(sql, List.of(), row -> row.getLong(1))).stream()
                .mapToLong(List::getFirst)
                .sum();
    }

    private static EntityId id(String name) {
        return EntityId.of("account", name);
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.Digest;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.InvalidValueException;
import ca.openpolicy.core.Operations;
import ca.openpolicy.core.StoredAnswer;
import ca.openpolicy.storage.shard.Shard;
import ca.openpolicy.storage.shard.Shards;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Claims on PostgreSQL: a key has one row in its own slot, and its operations have ids of that slot. */
final class PostgresOperations implements Operations {
    private static final String NOW = "clock_timestamp()";
    private static final int LOOKS = 2;

    private final Shards shards;
    private final Ambient ambient;
    private final OperationSettings settings;
    private final String table;
    private final List<Expiry> expiries;

    PostgresOperations(Shards shards, ArchiveSettings settings, Ambient ambient) {
        Schema schema = settings.schemaOf();
        this.shards = shards;
        this.ambient = ambient;
        this.settings = settings.operations();
        this.table = schema.table("idempotency_key");
        int rows = settings.operations().sweepRows();
        this.expiries = List.of(new Expiry(table, rows), new Expiry(schema.table("operation"), rows));
    }

    /** A stored claim, and what is over by the database's clock. */
    private record Held(
            String caller,
            String key,
            String request,
            EntityId operation,
            Optional<StoredAnswer> answer,
            boolean lapsed,
            boolean expired) {}

    @Override
    public Outcome claim(String caller, String key, Digest request) {
        bounded("caller", caller, MAX_CALLER_LENGTH);
        bounded("idempotency key", key, MAX_KEY_LENGTH);
        Wish wish = new Wish(caller, key, request);
        return shards.write(wish.id(), connection -> {
            expiries.getFirst().sweep(connection);
            return claim(connection, wish);
        });
    }

    @Override
    public StoredAnswer complete(EntityId operation, StoredAnswer answer) {
        Sql store = Sql.of(
                "update " + table + " set status = ?, headers = ?, body = ?, expires_at = " + Expiry.in()
                        + " where operation = ? and status is null",
                answer.status(),
                JsonColumns.texts(answer.headers()),
                answer.body(),
                Expiry.millis(settings.retention()),
                operation.value());
        return shards.write(operation, connection -> {
            boolean stored = store.update(connection) == 1;
            return stored ? answer : first(connection, operation).orElse(answer);
        });
    }

    @Override
    public void release(EntityId operation) {
        Sql sql = Sql.of(
                "update " + table + " set leased_until = " + NOW + " where operation = ? and status is null",
                operation.value());
        int unused = shards.write(operation, sql::update);
    }

    @Override
    public int sweep() {
        int swept = 0;
        for (Shard shard : shards.map().shards()) {
            for (Expiry expiry : expiries) {
                swept += shards.write(shard, expiry::sweep);
            }
        }
        return swept;
    }

    /** What a caller asks for. */
    private record Wish(String caller, String key, Digest request) {
        EntityId id() {
            return EntityId.of("idempotency_key", caller + "\0" + key);
        }
    }

    /** A row that is swept between our look and our insert makes us look again; who is overtaken twice is too late. */
    private Outcome claim(Connection connection, Wish wish) throws SQLException {
        for (int i = 0; i < LOOKS; i++) {
            EntityId fresh = EntityId.random(wish.id().slot(), ambient.random());
            if (insert(connection, wish, fresh)) {
                return new Outcome.New(fresh);
            }
            Optional<Held> held = held(connection, wish);
            if (held.isPresent()) {
                return outcome(connection, wish, held.get(), fresh);
            }
        }
        return new Outcome.Running();
    }

    private boolean insert(Connection connection, Wish wish, EntityId operation) throws SQLException {
        return Sql.of(
                                "insert into " + table
                                        + " (id, caller, key, request, operation, leased_until, expires_at)"
                                        + " values (?, ?, ?, ?, ?, " + Expiry.in() + ", " + Expiry.in()
                                        + ") on conflict (id) do nothing",
                                wish.id().value(),
                                wish.caller(),
                                wish.key(),
                                wish.request().hex(),
                                operation.value(),
                                Expiry.millis(settings.lease()),
                                Expiry.millis(settings.retention()))
                        .update(connection)
                == 1;
    }

    private Optional<Held> held(Connection connection, Wish wish) throws SQLException {
        return Sql.of(
                        "select *, leased_until <= " + NOW + " as lapsed, expires_at <= " + NOW + " as expired from "
                                + table + " where id = ? for update",
                        wish.id().value())
                .first(connection, PostgresOperations::held);
    }

    private Outcome outcome(Connection connection, Wish wish, Held held, EntityId fresh) throws SQLException {
        if (!held.caller().equals(wish.caller()) || !held.key().equals(wish.key())) {
            throw new IllegalStateException("two idempotency keys have the id " + wish.id());
        }
        if (held.expired()) {
            restart(connection, wish, fresh);
            return new Outcome.New(fresh);
        }
        if (!held.request().equals(wish.request().hex())) {
            return new Outcome.Mismatch();
        }
        return held.answer().isPresent() ? new Outcome.Done(held.answer().get()) : unanswered(connection, held);
    }

    private Outcome unanswered(Connection connection, Held held) throws SQLException {
        if (!held.lapsed()) {
            return new Outcome.Running();
        }
        int unused = Sql.of(
                        "update " + table + " set leased_until = " + Expiry.in() + " where operation = ?",
                        Expiry.millis(settings.lease()),
                        held.operation().value())
                .update(connection);
        return new Outcome.New(held.operation());
    }

    private void restart(Connection connection, Wish wish, EntityId fresh) throws SQLException {
        int unused = Sql.of(
                        "update " + table + " set request = ?, operation = ?, leased_until = " + Expiry.in()
                                + ", expires_at = " + Expiry.in()
                                + ", status = null, headers = null, body = null where id = ?",
                        wish.request().hex(),
                        fresh.value(),
                        Expiry.millis(settings.lease()),
                        Expiry.millis(settings.retention()),
                        wish.id().value())
                .update(connection);
    }

    private Optional<StoredAnswer> first(Connection connection, EntityId operation) throws SQLException {
        return Sql.of("select * from " + table + " where operation = ? and status is not null", operation.value())
                .first(connection, PostgresOperations::answer);
    }

    private static Held held(ResultSet row) throws SQLException {
        boolean answered = row.getObject("status") != null;
        return new Held(
                Cells.text(row, "caller"),
                Cells.text(row, "key"),
                Cells.text(row, "request"),
                new EntityId(row.getLong("operation")),
                answered ? Optional.of(answer(row)) : Optional.empty(),
                row.getBoolean("lapsed"),
                row.getBoolean("expired"));
    }

    private static StoredAnswer answer(ResultSet row) throws SQLException {
        return StoredAnswer.of(row.getInt("status"), JsonColumns.texts(row, "headers"), row.getBytes("body"));
    }

    private static void bounded(String name, String value, int most) {
        if (value.isEmpty() || value.length() > most || value.chars().anyMatch(Character::isISOControl)) {
            throw InvalidValueException.of(
                    name, value, "1 to " + most + " characters, none of them a control character");
        }
    }
}

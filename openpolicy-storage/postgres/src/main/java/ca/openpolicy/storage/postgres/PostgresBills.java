// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.Bill;
import ca.openpolicy.core.BillChange;
import ca.openpolicy.core.BillStatistics;
import ca.openpolicy.core.Bills;
import ca.openpolicy.core.Cause;
import ca.openpolicy.core.ConflictException;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.Filter;
import ca.openpolicy.core.Intent;
import ca.openpolicy.core.Loaded;
import ca.openpolicy.core.NotFoundException;
import ca.openpolicy.core.Page;
import ca.openpolicy.core.PageRequest;
import ca.openpolicy.core.Revision;
import ca.openpolicy.core.SessionKey;
import ca.openpolicy.core.Sourced;
import ca.openpolicy.storage.shard.Shards;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The bills on PostgreSQL: every change is one transaction of row and history on one shard. */
final class PostgresBills implements Bills {
    private final Shards shards;
    private final Ambient ambient;
    private final MappedRepository<Bill> rows;
    private final Writes<Bill> writes;
    private final BillHistory history;
    private final BillDivisions divisions;
    private final BillOperations done;
    private final BulkLoad<Bill> load;

    PostgresBills(Shards shards, ArchiveSettings settings, Ambient ambient) {
        Schema schema = settings.schemaOf();
        this.shards = shards;
        this.ambient = ambient;
        this.rows = new MappedRepository<>(shards, schema, BillMapping.MAPPING);
        this.writes = new Writes<>(schema, BillMapping.MAPPING);
        this.history = new BillHistory(schema);
        this.done = new BillOperations(schema, settings.operations());
        this.divisions = new BillDivisions(shards, schema);
        this.load = new BulkLoad<>(shards, settings, ambient, BillMapping.MAPPING, List.of(), history);
    }

    @Override
    public Optional<Bill> find(EntityId id) {
        return rows.find(id);
    }

    @Override
    public Page<Bill> find(Filter<Bill> filter, PageRequest<Bill> request) {
        return rows.find(filter, request);
    }

    @Override
    public long count(Filter<Bill> filter) {
        return rows.count(filter);
    }

    @Override
    public Bill create(Bill bill, Intent intent) {
        return shards.write(
                bill.id(),
                connection -> done.once(connection, bill.id(), intent, () -> create(connection, bill, intent.cause())));
    }

    @Override
    public Bill update(Bill bill, long expectedVersion, Intent intent) {
        return shards.write(
                bill.id(),
                connection -> done.once(connection, bill.id(), intent, () -> {
                    Writes.Known known = expected(connection, bill, expectedVersion);
                    return replace(connection, bill, known, intent.cause());
                }));
    }

    @Override
    public List<BillChange> history(EntityId bill, long belowVersion) {
        return shards.read(bill, connection -> history.of(connection, bill, belowVersion));
    }

    @Override
    public BillStatistics statistics(EntityId bill) {
        return divisions.of(bill);
    }

    @Override
    public List<BillStatistics> ranking(SessionKey session) {
        return divisions.ranking(session);
    }

    @Override
    public Loaded load(Iterator<Sourced<Bill>> words, Cause cause) throws InterruptedException {
        return load.load(words, cause);
    }

    private Bill create(Connection connection, Bill bill, Cause cause) throws SQLException {
        Instant now = now();
        Writes.Row<Bill> row = row(bill, new Revision(1, now, now), Optional.empty());
        if (!writes.insert(connection, row)) {
            writes.lock(connection, bill.id()).ifPresent(known -> writes.refuseCollision(bill, known));
            throw new ConflictException(bill.key().canonical(), "there is a bill " + bill.key() + " already");
        }
        history.created(connection, List.of(row), cause);
        return row.entity();
    }

    private Writes.Known expected(Connection connection, Bill bill, long version) throws SQLException {
        Writes.Known known = writes.lock(connection, bill.id())
                .orElseThrow(() -> new NotFoundException("bill", bill.key().canonical()));
        writes.refuseCollision(bill, known);
        if (known.revision().version() != version) {
            throw new ConflictException(
                    bill.key().canonical(),
                    "bill " + bill.key() + " has version " + known.revision().version() + ", not " + version);
        }
        return known;
    }

    private Bill replace(Connection connection, Bill bill, Writes.Known known, Cause cause) throws SQLException {
        Revision revision = known.revision();
        Writes.Row<Bill> row =
                row(bill, new Revision(revision.version() + 1, revision.created(), now()), known.digest());
        if (history.replace(connection, row, cause)) {
            writes.update(connection, row);
            return row.entity();
        }
        return bill.with(revision);
    }

    private static Writes.Row<Bill> row(Bill bill, Revision revision, Optional<String> digest) {
        return new Writes.Row<>(bill.with(revision), revision, digest);
    }

    private Instant now() {
        return ambient.clock().instant().truncatedTo(ChronoUnit.MICROS);
    }
}

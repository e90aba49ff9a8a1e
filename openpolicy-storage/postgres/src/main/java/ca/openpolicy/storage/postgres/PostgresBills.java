// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import ca.openpolicy.core.Bill;
import ca.openpolicy.core.BillChange;
import ca.openpolicy.core.BillField;
import ca.openpolicy.core.BillKey;
import ca.openpolicy.core.BillStatistics;
import ca.openpolicy.core.Bills;
import ca.openpolicy.core.Cause;
import ca.openpolicy.core.ConflictException;
import ca.openpolicy.core.EditedBill;
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
import ca.openpolicy.storage.shard.Work;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The bills on PostgreSQL: every change is one transaction of row and history on one shard. */
final class PostgresBills implements Bills {
    private final Shards shards;
    private final String table;
    private final Horizon horizon;
    private final MappedRepository<Bill> rows;
    private final MappedRepository<EditedBill> edited;
    private final Writes<EditedBill> writes;
    private final BillHistory history;
    private final BillTombstones tombstones;
    private final BillDivisions divisions;
    private final BillOperations operations;
    private final BulkLoad<EditedBill> load;

    PostgresBills(Shards shards, ArchiveSettings settings) {
        Schema schema = settings.schemaOf();
        this.shards = shards;
        this.table = schema.table("bill");
        this.horizon = new Horizon(schema);
        this.rows = new MappedRepository<>(shards, schema, BillMapping.MAPPING);
        this.edited = new MappedRepository<>(shards, schema, BillMapping.EDITED);
        this.writes = new Writes<>(schema, BillMapping.EDITED);
        this.history = new BillHistory(schema);
        this.tombstones = BillTombstones.in(schema);
        this.operations = new BillOperations(schema, settings.operations());
        this.divisions = new BillDivisions(shards, schema);
        this.load = new BulkLoad<>(shards, settings, BillMapping.EDITED, List.of(), history);
    }

    @Override
    public Optional<Bill> find(EntityId id) {
        return rows.find(id);
    }

    @Override
    public Map<EntityId, Bill> findAll(Collection<EntityId> ids) {
        return rows.findAll(ids);
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
        return write(bill.id(), intent, connection -> Optional.of(create(connection, bill, intent.cause())))
                .orElseThrow();
    }

    @Override
    public Bill update(Bill bill, long expectedVersion, Intent intent) {
        return write(bill.id(), intent, connection -> {
                    Stored stored = expected(connection, bill.id(), bill.key().canonical(), expectedVersion);
                    refuseCollision(bill, stored.edited().bill());
                    EditedBill next = isByUser(intent)
                            ? stored.edited().edited(bill)
                            : stored.edited().changed(bill);
                    return Optional.of(replace(connection, stored, next, intent.cause()));
                })
                .orElseThrow();
    }

    @Override
    public Bill clear(EntityId bill, Set<BillField> fields, long expectedVersion, Intent intent) {
        return write(bill, intent, connection -> {
                    Stored stored = expected(connection, bill, bill.toString(), expectedVersion);
                    EditedBill next = stored.edited().cleared(fields);
                    return Optional.of(replace(connection, stored, next, intent.cause()));
                })
                .orElseThrow();
    }

    @Override
    public void delete(EntityId bill, long expectedVersion, Intent intent) {
        Optional<Bill> unused = write(bill, intent, connection -> {
            Stored stored = expected(connection, bill, bill.toString(), expectedVersion);
            delete(connection, stored, intent.cause());
            return Optional.empty();
        });
    }

    @Override
    public Set<EntityId> deleted(Collection<EntityId> bills) {
        return shards.read(bills, some -> connection -> tombstones.among(connection, some)).stream()
                .flatMap(Set::stream)
                .collect(Collectors.toSet());
    }

    @Override
    public Map<EntityId, Bill> said(Collection<EntityId> bills) {
        return edited.findAll(bills).values().stream()
                .map(EditedBill::said)
                .collect(Collectors.toMap(Bill::id, Function.identity()));
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
    public Map<EntityId, BillStatistics> statistics(Collection<EntityId> bills) {
        return divisions.of(bills);
    }

    @Override
    public List<BillStatistics> ranking(SessionKey session) {
        return divisions.ranking(session);
    }

    @Override
    public Loaded load(Iterator<Sourced<Bill>> words, Cause cause) throws InterruptedException {
        return load.load(unedited(words), cause);
    }

    /** A bill under lock, with the digest of what the sources said last. */
    private record Stored(EditedBill edited, Optional<String> digest) {
        Revision revision() {
            return edited.bill().revision();
        }
    }

    private Optional<Bill> write(EntityId bill, Intent intent, Work<Optional<Bill>> work) {
        return shards.write(bill, connection -> operations.once(connection, bill, intent, () -> work.on(connection)));
    }

    private static boolean isByUser(Intent intent) {
        return intent.cause().kind().equals(Cause.USER);
    }

    /** Two creators of one bill: the second meets the first one's row, or waits for it and meets it then. */
    private Bill create(Connection connection, Bill bill, Cause cause) throws SQLException {
        EditedBill fresh = cause.kind().equals(Cause.USER) ? EditedBill.written(bill) : EditedBill.unedited(bill);
        Instant now = horizon.enter(connection);
        Writes.Row<EditedBill> row = new Writes.Row<>(fresh, new Revision(1, now, now), Optional.empty());
        if (!writes.insert(connection, row)) {
            lock(connection, bill.id())
                    .ifPresent(there -> refuseCollision(bill, there.edited().bill()));
            throw new ConflictException(bill.key().canonical(), "there is a bill " + bill.key() + " already");
        }
        Optional<Revision> end = tombstones.lift(connection, bill.id());
        if (end.isPresent()) {
            return revive(connection, row, end.get(), cause);
        }
        history.note(connection, row, List.of(), cause);
        return shown(row);
    }

    private Bill revive(Connection connection, Writes.Row<EditedBill> row, Revision end, Cause cause)
            throws SQLException {
        Writes.Row<EditedBill> revived = next(connection, row.entity(), end, Optional.empty());
        writes.update(connection, revived);
        history.note(connection, revived, BillDifference.revival(row.entity().bill()), cause);
        return shown(revived);
    }

    private Bill replace(Connection connection, Stored before, EditedBill after, Cause cause) throws SQLException {
        List<BillChange.Change> changes = BillDifference.between(before.edited().bill(), after.bill());
        if (changes.isEmpty()) {
            return before.edited().bill();
        }
        Writes.Row<EditedBill> row = next(connection, after, before.revision(), before.digest());
        writes.update(connection, row);
        history.note(connection, row, changes, cause);
        return shown(row);
    }

    private void delete(Connection connection, Stored stored, Cause cause) throws SQLException {
        Bill bill = stored.edited().bill();
        Writes.Row<EditedBill> end = next(connection, stored.edited(), stored.revision(), Optional.empty());
        tombstones.put(connection, bill, end.revision());
        history.note(connection, end, BillDifference.deletion(bill), cause);
        writes.delete(connection, List.of(bill.id().value()));
    }

    private Writes.Row<EditedBill> next(
            Connection connection, EditedBill after, Revision before, Optional<String> digest) throws SQLException {
        Revision revision = new Revision(before.version() + 1, before.created(), horizon.enter(connection));
        return new Writes.Row<>(after, revision, digest);
    }

    private static Bill shown(Writes.Row<EditedBill> row) {
        return row.entity().bill().with(row.revision());
    }

    private Stored expected(Connection connection, EntityId bill, String called, long version) throws SQLException {
        Stored stored = lock(connection, bill).orElseThrow(() -> new NotFoundException("bill", called));
        if (stored.revision().version() != version) {
            BillKey key = stored.edited().bill().key();
            throw new ConflictException(
                    key.canonical(),
                    "bill " + key + " has version " + stored.revision().version() + ", not " + version);
        }
        return stored;
    }

    private Optional<Stored> lock(Connection connection, EntityId bill) throws SQLException {
        if (writes.lock(connection, bill).isEmpty()) {
            return Optional.empty();
        }
        return Sql.of("select * from " + table + " where id = ?", bill.value())
                .first(
                        connection,
                        row -> new Stored(
                                BillMapping.EDITED.reader().read(row), Cells.optionalText(row, "source_digest")));
    }

    private void refuseCollision(Bill bill, Bill stored) {
        if (!stored.key().equals(bill.key())) {
            throw new ConflictException(
                    bill.key().canonical(),
                    bill.key() + " and " + stored.key() + " have the same id " + bill.id() + "; nothing was written");
        }
    }

    private static Iterator<Sourced<EditedBill>> unedited(Iterator<Sourced<Bill>> words) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return words.hasNext();
            }

            @Override
            public Sourced<EditedBill> next() {
                Sourced<Bill> word = words.next();
                return new Sourced<>(EditedBill.unedited(word.word()), word.digest());
            }
        };
    }
}

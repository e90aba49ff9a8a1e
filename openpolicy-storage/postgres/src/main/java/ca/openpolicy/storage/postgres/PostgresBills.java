// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import ca.openpolicy.core.Bill;
import ca.openpolicy.core.BillChange;
import ca.openpolicy.core.BillField;
import ca.openpolicy.core.BillStatistics;
import ca.openpolicy.core.Bills;
import ca.openpolicy.core.Cause;
import ca.openpolicy.core.EditedBill;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.Filter;
import ca.openpolicy.core.Intent;
import ca.openpolicy.core.Loaded;
import ca.openpolicy.core.Page;
import ca.openpolicy.core.PageRequest;
import ca.openpolicy.core.SessionKey;
import ca.openpolicy.core.Sourced;
import ca.openpolicy.core.VoteSummary;
import ca.openpolicy.storage.shard.Shards;
import ca.openpolicy.storage.shard.Work;
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
    private final Telling telling;
    private final MappedRepository<Bill> rows;
    private final MappedRepository<EditedBill> edited;
    private final BillChanges changes;
    private final BillHistory history;
    private final BillTombstones tombstones;
    private final BillDivisions divisions;
    private final BillVotes votes;
    private final BillOperations operations;
    private final Collisions collisions = Collisions.ofChanges();
    private final BulkLoad<EditedBill> load;

    PostgresBills(Shards shards, ArchiveSettings settings, Telling telling) {
        Schema schema = settings.schemaOf();
        this.shards = shards;
        this.telling = telling;
        this.rows = new MappedRepository<>(shards, schema, BillMapping.MAPPING);
        this.edited = new MappedRepository<>(shards, schema, BillMapping.EDITED);
        this.history = new BillHistory(schema, telling);
        this.tombstones = BillTombstones.in(schema);
        this.changes = new BillChanges(schema, history);
        this.operations = new BillOperations(schema, settings.operations());
        this.divisions = new BillDivisions(shards, schema);
        this.votes = new BillVotes(shards, schema);
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
        return write(bill.id(), intent, connection -> Optional.of(changes.create(connection, bill, intent.cause())))
                .orElseThrow();
    }

    @Override
    public Bill update(Bill bill, long expectedVersion, Intent intent) {
        return write(
                        bill.id(),
                        intent,
                        connection -> Optional.of(changes.update(connection, bill, expectedVersion, intent.cause())))
                .orElseThrow();
    }

    @Override
    public Bill clear(EntityId bill, Set<BillField> fields, long expectedVersion, Intent intent) {
        return write(
                        bill,
                        intent,
                        connection ->
                                Optional.of(changes.clear(connection, bill, fields, expectedVersion, intent.cause())))
                .orElseThrow();
    }

    @Override
    public void delete(EntityId bill, long expectedVersion, Intent intent) {
        Optional<Bill> unused = write(bill, intent, connection -> {
            changes.delete(connection, bill, expectedVersion, intent.cause());
            return Optional.empty();
        });
    }

    @Override
    public Set<EntityId> deleted(Collection<EntityId> bills) {
        return shards.ask(bills, tombstones::among).stream()
                .flatMap(List::stream)
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
    public Map<EntityId, VoteSummary> summaries(Collection<EntityId> bills) {
        return votes.summaries(bills);
    }

    @Override
    public List<BillStatistics> ranking(SessionKey session) {
        return divisions.ranking(session);
    }

    @Override
    public Loaded load(Iterator<Sourced<Bill>> words, Cause cause) throws InterruptedException {
        return load.load(unedited(words), cause);
    }

    private Optional<Bill> write(EntityId bill, Intent intent, Work<Optional<Bill>> work) {
        Optional<Bill> written = collisions.overcome(() ->
                shards.write(bill, connection -> operations.once(connection, bill, intent, () -> work.on(connection))));
        telling.committed();
        return written;
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

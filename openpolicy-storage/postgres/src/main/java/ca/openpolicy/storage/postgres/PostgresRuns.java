// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import static ca.openpolicy.storage.shard.SortKey.Kind;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.Coded;
import ca.openpolicy.core.ConflictException;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.Filter;
import ca.openpolicy.core.Freshness;
import ca.openpolicy.core.Page;
import ca.openpolicy.core.PageRequest;
import ca.openpolicy.core.Run;
import ca.openpolicy.core.Runs;
import ca.openpolicy.storage.shard.Shards;
import ca.openpolicy.storage.shard.SortKey;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The records of the imports on PostgreSQL. */
final class PostgresRuns implements Runs {
    private static final EntityMapping<Run> MAPPING = EntityMapping.of(
                    "run", Placement.SLOT, Run::id, run -> run.id().toString(), PostgresRuns::read)
            .column("id", run -> run.id().value())
            .column("source", Run::source)
            .column("state", run -> run.state().code())
            .column("started", Run::started)
            .column("finished", Run::finished)
            .column("files", run -> run.counts().files())
            .column("read", run -> run.counts().read())
            .column("created", run -> run.counts().created())
            .column("updated", run -> run.counts().updated())
            .column("unchanged", run -> run.counts().unchanged())
            .column("rejected", run -> run.counts().rejected())
            .column("warnings", run -> run.counts().warnings())
            .filter(Runs.SOURCE, "source")
            .filter(Runs.STATE, "state")
            .order(List.of(SortKey.descending("started", Kind.INSTANT), SortKey.descending("id", Kind.LONG)))
            .build();
    private static final int FORGOTTEN_AT_ONCE = 100;
    private static final List<String> NOTICE_COLUMNS =
            List.of("run_id", "ordinal", "code", "rejected", "file", "line", "message");

    private final Shards shards;
    private final Schema schema;
    private final Telling telling;
    private final Ambient ambient;
    private final MappedRepository<Run> rows;
    private final Lease lease;

    PostgresRuns(Shards shards, ArchiveSettings settings, Telling telling, Ambient ambient) {
        this.shards = shards;
        this.schema = settings.schemaOf();
        this.telling = telling;
        this.ambient = ambient;
        this.rows = new MappedRepository<>(shards, schema, MAPPING);
        this.lease = new Lease(shards, schema, "import", settings.importLease());
    }

    @Override
    public Optional<Run> find(EntityId id) {
        return rows.find(id);
    }

    @Override
    public Map<EntityId, Run> findAll(Collection<EntityId> ids) {
        return rows.findAll(ids);
    }

    @Override
    public Page<Run> find(Filter<Run> filter, PageRequest<Run> request) {
        return rows.find(filter, request);
    }

    @Override
    public long count(Filter<Run> filter) {
        return rows.count(filter);
    }

    @Override
    public Run start(String source) {
        int slot = ambient.random().nextInt(EntityId.SLOT_COUNT);
        Run run = new Run(
                EntityId.random(slot, ambient.random()),
                source,
                Run.State.RUNNING,
                now(),
                Optional.empty(),
                Run.Counts.NONE);
        if (!lease.take(run.id())) {
            throw goesOn(lease.holder());
        }
        save(run, List.of());
        closeAllBut(Optional.of(run.id()), running());
        forget(source);
        return run;
    }

    @Override
    public Duration renew(EntityId run) {
        if (!lease.renew(run)) {
            throw goesOn(lease.holder());
        }
        return lease.term();
    }

    private ConflictException goesOn(Optional<EntityId> holder) {
        String which = holder.flatMap(this::find)
                .map(run -> "import " + run.id() + " from " + run.source() + " goes on")
                .orElse("another import goes on or has just ended");
        return new ConflictException(holder.map(EntityId::toString).orElse(""), which);
    }

    /** Keeps the latest runs of a source; a log that grows for ever is no log. */
    private void forget(String source) {
        Sql ended = Sql.of(
                "select * from " + schema.table("run") + " where source = ? and finished is not null"
                        + " order by started desc limit ?",
                source,
                MAX_RUNS + FORGOTTEN_AT_ONCE);
        shards.map().shards().stream()
                .flatMap(shard -> shards.bulk(shard, connection -> ended.list(connection, PostgresRuns::read)).stream())
                .sorted(Comparator.comparing(Run::started).reversed())
                .skip(MAX_RUNS)
                .forEach(this::delete);
    }

    private void delete(Run run) {
        shards.bulk(run.id(), connection -> {
            Sql.of(
                            "delete from " + schema.table("run_notice") + " where run_id = ?",
                            run.id().value())
                    .update(connection);
            return Sql.of(
                            "delete from " + schema.table("run") + " where id = ?",
                            run.id().value())
                    .update(connection);
        });
    }

    @Override
    public void save(Run run, List<Run.Notice> notices) {
        shards.bulk(run.id(), connection -> {
            Sql.of(
                            "delete from " + schema.table("run") + " where id = ?",
                            run.id().value())
                    .update(connection);
            Sql.of(
                            "delete from " + schema.table("run_notice") + " where run_id = ?",
                            run.id().value())
                    .update(connection);
            copy(connection, run);
            copy(connection, run.id(), notices.subList(0, Math.min(notices.size(), MAX_NOTICES)));
            if (run.finished().isPresent()) {
                telling.tell(connection, events -> List.of(events.completed(run)));
            }
            return run;
        });
        if (run.finished().isPresent()) {
            telling.committed();
            lease.release(run.id());
        }
    }

    @Override
    public List<Run.Notice> notices(EntityId run, int offset, int limit) {
        Sql sql = Sql.of(
                "select * from " + schema.table("run_notice")
                        + " where run_id = ? and ordinal >= ? order by ordinal limit ?",
                run.value(),
                offset,
                limit);
        return shards.read(run, connection -> sql.list(connection, PostgresRuns::notice));
    }

    @Override
    public int closeAbandoned() {
        lease.holder().ifPresent(lease::release);
        return closeAllBut(Optional.empty(), running());
    }

    /** The records are looked at first: who begins meanwhile holds the lease before it writes one. */
    @Override
    public int closeSilent() {
        List<Long> running = running();
        return closeAllBut(lease.holder(), running);
    }

    private List<Long> running() {
        Sql sql = Sql.of(
                "select id from " + schema.table("run") + " where state = ? and finished is null",
                Run.State.RUNNING.code());
        return shards.map().shards().stream()
                .flatMap(shard ->
                        shards.bulk(shard, connection -> sql.list(connection, row -> row.getLong("id"))).stream())
                .toList();
    }

    private int closeAllBut(Optional<EntityId> living, List<Long> running) {
        List<Long> dead = running.stream()
                .filter(id -> living.filter(run -> run.value() == id).isEmpty())
                .toList();
        Sql sql = Sql.of(
                "update " + schema.table("run") + " set state = ?, finished = ? where state = ? and id = any(?)",
                Run.State.INTERRUPTED.code(),
                now(),
                Run.State.RUNNING.code(),
                dead);
        return dead.isEmpty()
                ? 0
                : shards.map().shards().stream()
                        .mapToInt(shard -> shards.bulk(shard, sql::update))
                        .sum();
    }

    @Override
    public List<Freshness> freshness() {
        String run = schema.table("run");
        Sql latest = new Sql("select distinct on (source) * from " + run + " order by source, started desc", List.of());
        Sql success = Sql.of(
                "select distinct on (source) * from " + run + " where state like ? order by source, finished desc",
                Run.State.SUCCEEDED.code() + "%");
        List<Run> successes = gather(success);
        return gather(latest).stream().collect(Collectors.groupingBy(Run::source)).values().stream()
                .map(runs ->
                        runs.stream().max(Comparator.comparing(Run::started)).orElseThrow())
                .map(last -> new Freshness(last.source(), last, lastSuccess(successes, last.source())))
                .sorted(Comparator.comparing(Freshness::source))
                .toList();
    }

    private static Optional<Instant> lastSuccess(List<Run> runs, String source) {
        return runs.stream()
                .filter(run -> run.source().equals(source))
                .flatMap(run -> run.finished().stream())
                .max(Comparator.naturalOrder());
    }

    private List<Run> gather(Sql sql) {
        return shards.scatter(connection -> sql.list(connection, PostgresRuns::read)).stream()
                .flatMap(Collection::stream)
                .toList();
    }

    private void copy(Connection connection, Run run) throws SQLException {
        List<String> names = MAPPING.columns().stream().map(Column::name).toList();
        try (CopyRows copy = CopyRows.into(connection, schema.table("run"), names)) {
            for (Column<Run> column : MAPPING.columns()) {
                copy.cell(column.value().apply(run));
            }
            copy.endRow();
            copy.finish();
        }
    }

    private void copy(Connection connection, EntityId run, List<Run.Notice> notices) throws SQLException {
        try (CopyRows copy = CopyRows.into(connection, schema.table("run_notice"), NOTICE_COLUMNS)) {
            for (int i = 0; i < notices.size(); i++) {
                Run.Notice notice = notices.get(i);
                for (Object cell : List.of(
                        run.value(),
                        i,
                        notice.code(),
                        notice.rejected(),
                        notice.file(),
                        notice.line(),
                        notice.message())) {
                    copy.cell(cell);
                }
                copy.endRow();
            }
            copy.finish();
        }
    }

    private Instant now() {
        return ambient.clock().instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static Run.Notice notice(ResultSet row) throws SQLException {
        return new Run.Notice(
                Cells.text(row, "code"),
                row.getBoolean("rejected"),
                Cells.text(row, "file"),
                row.getLong("line"),
                Cells.text(row, "message"));
    }

    private static Run read(ResultSet row) throws SQLException {
        return new Run(
                new EntityId(row.getLong("id")),
                Cells.text(row, "source"),
                Coded.parse(Run.State.class, "state", Cells.text(row, "state")),
                Cells.instant(row, "started"),
                Cells.optionalInstant(row, "finished"),
                new Run.Counts(
                        row.getLong("files"),
                        row.getLong("read"),
                        row.getLong("created"),
                        row.getLong("updated"),
                        row.getLong("unchanged"),
                        row.getLong("rejected"),
                        row.getLong("warnings")));
    }
}

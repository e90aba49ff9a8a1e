// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.log;

import ca.openpolicy.core.event.Slice;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** Follows one stream in one thread. */
final class StreamTail implements Runnable {
    private static final System.Logger LOG = System.getLogger(StreamTail.class.getName());
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final PostgresEventLog log;
    private final LogStream stream;
    private final TailHandler handler;
    private final TailSettings settings;
    private final String table;
    private final Signal signal = new Signal();
    private volatile boolean closed;

    StreamTail(PostgresEventLog log, LogStream stream, TailHandler handler, TailSettings settings) {
        this.log = log;
        this.stream = stream;
        this.handler = handler;
        this.settings = settings;
        this.table = log.schema().table("event_tail");
    }

    void wake() {
        signal.call();
    }

    void close() {
        closed = true;
        signal.call();
    }

    @Override
    public void run() {
        Backoff pause = new Backoff(settings.idleMin(), LONGEST_PAUSE);
        Backoff idle = new Backoff(settings.idleMin(), settings.idleMax());
        try {
            while (!closed) {
                boolean failed = !follow(idle);
                if (failed && !closed) {
                    boolean unused = signal.await(pause.next());
                } else {
                    pause.reset();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Follows until it is closed or something fails; tells which. */
    private boolean follow(Backoff idle) throws InterruptedException {
        try {
            while (!closed) {
                if (step()) {
                    idle.reset();
                } else if (signal.await(idle.next())) {
                    idle.reset();
                }
            }
            return true;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the tail {0} of {1} failed and goes on soon: {2}",
                    settings.name(),
                    stream.name(),
                    e.getClass().getName());
            return false;
        }
    }

    /** A connection is held while something is read and not while the handler is at work. */
    private boolean step() throws Exception {
        Optional<Slice> slice = read();
        if (slice.isEmpty()) {
            startAnew();
            return true;
        }
        if (!slice.get().events().isEmpty()) {
            handler.take(stream.name(), slice.get().events());
            save(slice.get().next());
        }
        return slice.get().more();
    }

    /** Empty where it has no position, or one that the log no longer reaches back to. */
    private Optional<Slice> read() throws SQLException {
        try (Connection connection = stream.connect()) {
            Optional<Long> position = Sql.of("select position from " + table + " where tail = ?", settings.name())
                    .first(connection, row -> row.getLong("position"));
            if (position.isEmpty() || log.forgotten(connection).orElse(0) > position.get()) {
                return Optional.empty();
            }
            return Optional.of(log.read(connection, position.get(), settings.batch()));
        }
    }

    /** The end of the log is asked for before the data are read, so that what changes meanwhile comes afterwards. */
    private void startAnew() throws Exception {
        long end;
        try (Connection connection = stream.connect()) {
            end = log.end(connection);
        }
        handler.snapshot(stream.name());
        save(end);
    }

    private void save(long position) throws SQLException {
        try (Connection connection = stream.connect()) {
            int unused = Sql.of(
                            "insert into " + table + " (tail, position) values (?, ?) on conflict (tail) do update set"
                                    + " position = excluded.position, moved_at = clock_timestamp()",
                            settings.name(),
                            position)
                    .update(connection);
        }
    }
}

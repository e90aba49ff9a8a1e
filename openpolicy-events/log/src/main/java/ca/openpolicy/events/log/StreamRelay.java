// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.log;

import ca.openpolicy.core.event.Event;
import ca.openpolicy.core.event.EventPublisher;
import ca.openpolicy.core.event.EventPublisher.Refusal;
import ca.openpolicy.core.event.Recorded;
import ca.openpolicy.core.event.Slice;
import ca.openpolicy.events.log.ParkedEvents.Lane;
import ca.openpolicy.events.log.ParkedEvents.Parked;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;

/** Sends one stream in one thread for as long as it holds the lease, and waits for the lease otherwise. */
final class StreamRelay implements Runnable {
    private static final System.Logger LOG = System.getLogger(StreamRelay.class.getName());
    private static final int LEASE_PARTS = 3;

    private final PostgresEventLog log;
    private final LogStream stream;
    private final EventPublisher publisher;
    private final RelaySettings settings;
    private final String holder;
    private final ParkedEvents parked;
    private final Signal signal = new Signal();
    private volatile boolean closed;

    StreamRelay(
            PostgresEventLog log, LogStream stream, EventPublisher publisher, RelaySettings settings, String holder) {
        this.log = log;
        this.stream = stream;
        this.publisher = publisher;
        this.settings = settings;
        this.holder = holder;
        this.parked = new ParkedEvents(log.schema(), settings);
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
        Backoff pause = new Backoff(settings.idleMin(), settings.lease().dividedBy(LEASE_PARTS));
        try {
            while (!closed) {
                if (lead()) {
                    pause.reset();
                }
                if (!closed) {
                    boolean unused = signal.await(pause.next());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Tells whether it had the lease and sent something; what fails, by lack of memory too, is tried again after a
     * pause.
     */
    private boolean lead() throws InterruptedException {
        Term term = new Term();
        try (Connection connection = stream.connect()) {
            Optional<Lease> lease = Lease.take(connection, log.schema(), settings, holder);
            if (lease.isPresent()) {
                term.serve(connection, lease.get());
            }
        } catch (LostLeaseException e) {
            LOG.log(System.Logger.Level.WARNING, "{0} of {1}", e.getMessage(), stream.name());
        } catch (SQLException | RuntimeException | Error e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the relay {0} cannot send {1} now: {2}",
                    settings.name(),
                    stream.name(),
                    e.getMessage());
        }
        return term.moved;
    }

    /** One time of holding the lease. */
    private final class Term {
        private Set<Lane> lanes = new HashSet<>();
        private boolean moved;
        private long renewedAt = System.nanoTime();
        private long triedAt = System.nanoTime();
        private Optional<Slice> ahead = Optional.empty();

        void serve(Connection connection, Lease lease) throws SQLException, InterruptedException {
            try (EventPublisher.Channel channel = publisher.open(stream.name())) {
                Backoff idle = new Backoff(settings.idleMin(), settings.idleMax());
                lanes = parked.lanes(connection);
                while (!closed) {
                    boolean sent = step(connection, lease, channel);
                    if (sent) {
                        idle.reset();
                    } else if (signal.await(idle.next())) {
                        idle.reset();
                    }
                }
            } finally {
                lease.release(connection);
            }
        }

        private boolean step(Connection connection, Lease lease, EventPublisher.Channel channel)
                throws SQLException, InterruptedException {
            if (isOver(triedAt, settings.retryMin())) {
                retry(connection, lease, channel);
                triedAt = System.nanoTime();
            }
            if (lanes.size() >= settings.maxParked()) {
                lease.advance(connection, lease.position());
                return false;
            }
            Slice slice = next(connection, lease);
            if (slice.next() > lease.position()) {
                send(connection, lease, channel, slice);
                moved = true;
            } else if (isOver(renewedAt, settings.lease().dividedBy(LEASE_PARTS))) {
                lease.advance(connection, lease.position());
                renewedAt = System.nanoTime();
            }
            return slice.more();
        }

        private void send(Connection connection, Lease lease, EventPublisher.Channel channel, Slice slice)
                throws SQLException, InterruptedException {
            List<Event> flowing = slice.events().stream()
                    .filter(each -> lanes.isEmpty() || !lanes.contains(Lane.of(each)))
                    .map(Recorded::event)
                    .toList();
            Map<UUID, String> refusals =
                    flowing.isEmpty() ? Map.of() : sendAndReadOn(connection, channel, slice, flowing);
            if (refusals.isEmpty() && flowing.size() == slice.events().size()) {
                lease.advance(connection, slice.next());
            } else {
                InTransaction.run(connection, () -> {
                    park(connection, slice.events(), refusals);
                    lease.advance(connection, slice.next());
                });
            }
            renewedAt = System.nanoTime();
        }

        /** What was read while the last batch was sent, or what is there now. */
        private Slice next(Connection connection, Lease lease) throws SQLException {
            Optional<Slice> read = ahead;
            ahead = Optional.empty();
            return read.isPresent() ? read.get() : log.read(connection, lease.position(), settings.batch());
        }

        /** The connection has nothing else to do meanwhile. Reading that fails is tried again in its turn. */
        private Map<UUID, String> sendAndReadOn(
                Connection connection, EventPublisher.Channel channel, Slice slice, List<Event> flowing)
                throws InterruptedException {
            CompletableFuture<Optional<Slice>> reading = slice.more()
                    ? CompletableFuture.supplyAsync(() -> read(connection, slice.next()), Thread::startVirtualThread)
                    : CompletableFuture.completedFuture(Optional.empty());
            try {
                return reasons(channel.send(flowing));
            } finally {
                ahead = reading.exceptionally(failure -> Optional.empty()).join();
            }
        }

        private Optional<Slice> read(Connection connection, long after) {
            try {
                return Optional.of(log.read(connection, after, settings.batch()));
            } catch (SQLException e) {
                throw new CompletionException(e);
            }
        }

        private void park(Connection connection, List<Recorded> events, Map<UUID, String> refusals)
                throws SQLException {
            for (Recorded each : events) {
                Optional<String> reason =
                        Optional.ofNullable(refusals.get(each.event().id()));
                if (lanes.contains(Lane.of(each))) {
                    parked.follow(connection, each);
                } else if (reason.isPresent()) {
                    parked.park(connection, each, reason.get());
                    lanes.add(Lane.of(each));
                }
            }
        }

        private void retry(Connection connection, Lease lease, EventPublisher.Channel channel)
                throws SQLException, InterruptedException {
            List<Parked> due = parked.due(connection);
            while (!due.isEmpty() && !closed) {
                retry(connection, lease, channel, due);
                due = parked.due(connection);
            }
            lanes = parked.lanes(connection);
        }

        private void retry(Connection connection, Lease lease, EventPublisher.Channel channel, List<Parked> due)
                throws SQLException, InterruptedException {
            Map<UUID, String> refusals = reasons(channel.send(
                    due.stream().map(each -> each.recorded().event()).toList()));
            InTransaction.run(connection, () -> {
                for (Parked each : due) {
                    Optional<String> reason = Optional.ofNullable(
                            refusals.get(each.recorded().event().id()));
                    if (reason.isPresent()) {
                        parked.refused(connection, each, reason.get());
                    } else {
                        parked.sent(connection, each.recorded());
                    }
                }
                lease.advance(connection, lease.position());
            });
        }
    }

    private static Map<UUID, String> reasons(List<Refusal> refusals) {
        return refusals.stream()
                .collect(Collectors.toMap(
                        refusal -> refusal.event().id(),
                        Refusal::reason,
                        (first, second) -> first,
                        LinkedHashMap::new));
    }

    private static boolean isOver(long sinceNanos, Duration time) {
        return System.nanoTime() - sinceNanos > time.toNanos();
    }
}

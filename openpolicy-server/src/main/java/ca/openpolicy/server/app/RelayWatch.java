// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import ca.openpolicy.events.log.RelayControl;
import ca.openpolicy.events.log.RelayStatus;
import ca.openpolicy.server.frame.Dependency;
import ca.openpolicy.server.frame.HealthCheck;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Looks from time to time how far the relays are, whichever process runs them, and remembers it for who asks. */
final class RelayWatch implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(RelayWatch.class.getName());
    private static final AttributeKey<String> RELAY = AttributeKey.stringKey("relay");
    private static final AttributeKey<String> STREAM = AttributeKey.stringKey("stream");
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final double NANOS = 1e9;

    private final RelayControl control;
    private final Duration late;
    private final ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("relay-watch").daemon().factory());
    private volatile Seen seen = new Seen(List.of(), System.nanoTime());

    /**
     * What was seen last. While nobody can look, what waited goes on waiting.
     *
     * @param states of each relay and stream
     * @param nanos when
     */
    private record Seen(List<RelayStatus> states, long nanos) {
        double lagSeconds(RelayStatus state) {
            return state.age().isZero() ? 0 : (state.age().toNanos() + System.nanoTime() - nanos) / NANOS;
        }
    }

    private RelayWatch(RelayControl control, Duration late) {
        this.control = control;
        this.late = late;
    }

    static RelayWatch start(RelayControl control, EventSettings settings) {
        RelayWatch watch = new RelayWatch(control, settings.late());
        long pause = settings.watch().toMillis();
        var unused = watch.clockwork.scheduleWithFixedDelay(watch::look, 0, pause, TimeUnit.MILLISECONDS);
        return watch;
    }

    private void look() {
        try {
            long nanos = System.nanoTime();
            seen = new Seen(control.status(), nanos);
        } catch (SQLException | RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "the relays could not be looked at", e);
        }
    }

    /** One for each relay, well whatever it says: events that wait are no reason to turn anybody away. */
    List<HealthCheck> checks() {
        Seen now = seen;
        Map<String, List<RelayStatus>> byRelay =
                now.states().stream().collect(Collectors.groupingBy(RelayStatus::relay));
        return byRelay.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(each -> new HealthCheck(
                        "relay " + each.getKey(), PATIENCE, false, () -> state(each.getKey(), each.getValue(), now)))
                .toList();
    }

    private Dependency state(String relay, List<RelayStatus> states, Seen now) {
        double lag = states.stream()
                .map(now::lagSeconds)
                .max(Comparator.naturalOrder())
                .orElse(0.0);
        long waiting = states.stream().mapToLong(RelayStatus::waiting).sum();
        long dead = states.stream().mapToLong(RelayStatus::dead).sum();
        String state = waiting == 0 ? "all sent" : waiting + " events wait, the oldest for " + (long) lag + " s";
        String word = lag * NANOS < late.toNanos() ? state : "late: " + state;
        return new Dependency("relay " + relay, true, dead == 0 ? word : word + ", " + dead + " are dead");
    }

    /** Where nobody watches yet there is nothing to tell. */
    static void register(Meter meter, Supplier<List<RelayWatch>> watches) {
        meter.gaugeBuilder("openpolicy.events.lag")
                .setUnit("s")
                .setDescription("How long the oldest event waits that a relay has not sent.")
                .buildWithCallback(into -> watches.get()
                        .forEach(watch -> watch.seen
                                .states()
                                .forEach(state -> into.record(watch.seen.lagSeconds(state), attributes(state)))));
        count(meter, watches, "waiting", "How many events wait that a relay has not sent.", RelayStatus::waiting);
        count(meter, watches, "parked", "How many events a receiver refused, or follow one.", RelayStatus::parked);
        count(meter, watches, "dead", "How many events a receiver refused too often.", RelayStatus::dead);
    }

    private interface Figure {
        long of(RelayStatus state);
    }

    private static void count(
            Meter meter, Supplier<List<RelayWatch>> watches, String name, String description, Figure figure) {
        meter.gaugeBuilder("openpolicy.events." + name)
                .ofLongs()
                .setDescription(description)
                .buildWithCallback(into -> watches.get()
                        .forEach(watch -> watch.seen
                                .states()
                                .forEach(state -> into.record(figure.of(state), attributes(state)))));
    }

    private static Attributes attributes(RelayStatus state) {
        return Attributes.of(RELAY, state.relay(), STREAM, state.stream());
    }

    @Override
    public void close() {
        clockwork.shutdownNow();
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import ca.openpolicy.core.event.Event;
import ca.openpolicy.core.event.EventPublisher;
import ca.openpolicy.embedded.EmbeddedPostgres;
import ca.openpolicy.embedded.EmbeddedPostgresSettings;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * 100,000 events that wait, sent to a receiver that does nothing: by the relay, by one that takes a row and a
 * transaction each, and by Namastack Outbox. The peers are given fewer of them, so that it ends; events a second are
 * compared.
 */
final class RelayBenchmark {
    private static final int EVENTS = 100_000;
    private static final int OF_PEERS = Integer.getInteger("openpolicy.measure.of-peers", 10_000);

    private final LongAdder taken = new LongAdder();

    private RelayBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        Measure measure = Measure.of(arguments);
        boolean namastack = measure.extra().contains("peer=namastack");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(EmbeddedPostgresSettings.temporary());
                WaitingEvents waiting = WaitingEvents.in(postgres, "waiting", EVENTS)) {
            RelayBenchmark benchmark = new RelayBenchmark();
            if (namastack) {
                benchmark.besideNamastack(measure, postgres, waiting);
            } else {
                benchmark.besidePerRow(measure, postgres, waiting);
            }
        }
    }

    private void besidePerRow(Measure measure, EmbeddedPostgres postgres, WaitingEvents waiting) throws Exception {
        Pairs pairs = new Pairs();
        try (PerRowOutbox outbox = PerRowOutbox.in(postgres)) {
            for (int i = 0; i <= measure.pairs(); i++) {
                outbox.fill(OF_PEERS / 5);
                double peer = outbox.drain(payload -> taken.increment());
                double ours = waiting.drain(nowhere());
                note(i, pairs, ours, peer);
            }
        }
        System.out.println("to nowhere: " + pairs.told("relay", "a transaction a row", "events/s"));
    }

    private void besideNamastack(Measure measure, EmbeddedPostgres postgres, WaitingEvents waiting) throws Exception {
        Pairs pairs = new Pairs();
        try (NamastackOutbox outbox = NamastackOutbox.in(postgres, OF_PEERS)) {
            for (int i = 0; i <= measure.pairs(); i++) {
                outbox.fill();
                double peer = outbox.drain();
                double ours = waiting.drain(nowhere());
                note(i, pairs, ours, peer);
            }
        }
        System.out.println("to nowhere: " + pairs.told("relay", "Namastack Outbox", "events/s"));
    }

    /** The first is for warming up. */
    private static void note(int i, Pairs pairs, double ours, double peer) {
        System.out.printf("%2d %,10.0f %,10.0f%n", i, ours, peer);
        if (i > 0) {
            pairs.add(ours, peer);
        }
    }

    private EventPublisher nowhere() {
        return stream -> new EventPublisher.Channel() {
            @Override
            public List<EventPublisher.Refusal> send(List<Event> events) {
                taken.add(events.size());
                return List.of();
            }

            @Override
            public void close() {
                // nothing is held
            }
        };
    }
}

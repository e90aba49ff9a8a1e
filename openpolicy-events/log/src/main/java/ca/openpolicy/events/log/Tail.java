// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.log;

import java.time.Duration;
import java.util.List;

/**
 * Follows some streams for one node: every tail sees every event, remembers in each database how far it is, goes on
 * from there after a crash, and starts anew from the data where the log no longer reaches back to it.
 */
public final class Tail implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<StreamTail> streams;
    private final List<Thread> threads;

    private Tail(List<StreamTail> streams, String name) {
        this.streams = streams;
        this.threads = streams.stream()
                .map(stream -> Thread.ofVirtual().name("tail-" + name).start(stream))
                .toList();
    }

    /**
     * Begins to follow.
     *
     * @param log where it is read
     * @param streams the databases
     * @param handler who takes what happens; called by one thread for each stream
     * @param settings name and bounds
     * @return the tail, to be closed
     */
    public static Tail start(
            PostgresEventLog log, List<LogStream> streams, TailHandler handler, TailSettings settings) {
        List<StreamTail> tails = streams.stream()
                .map(stream -> new StreamTail(log, stream, handler, settings))
                .toList();
        return new Tail(tails, settings.name());
    }

    /** Says that something was committed, so that it is taken without waiting for the next look. */
    public void wake() {
        streams.forEach(StreamTail::wake);
    }

    /** Ends after the batch that is being taken, within ten seconds. */
    @Override
    public void close() {
        streams.forEach(StreamTail::close);
        Ending.of(threads, PATIENCE);
    }
}

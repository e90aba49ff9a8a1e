// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server;

import ca.openpolicy.core.Filter;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.ServerResponse;
import jakarta.json.stream.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Events to one client, each sent at once (the format text/event-stream of the HTML standard). For use by one thread;
 * whoever writes to a client that has gone gets an {@link UncheckedIOException}.
 */
public final class EventStream implements AutoCloseable {
    /** The type of the answer. */
    public static final String TYPE = "text/event-stream";

    private static final String NOT_KEPT = "no-store";

    private final ServerResponse response;
    private Optional<OutputStream> opened = Optional.empty();

    private EventStream(ServerResponse response) {
        this.response = response;
    }

    /**
     * What sends events about one thing.
     *
     * @param name the last part of its address
     * @param meaning what it tells, in a sentence
     * @param source sends them, and returns after the last
     * @param <E> the thing
     */
    public record Declared<E>(String name, String meaning, Source<E> source) {}

    /**
     * Sends events about one thing.
     *
     * @param <E> the thing
     */
    @FunctionalInterface
    public interface Source<E> {
        /**
         * Sends them.
         *
         * @param thing the thing
         * @param events where to
         * @throws InterruptedException if the thread was interrupted, for the server stops
         */
        void follow(E thing, EventStream events) throws InterruptedException;
    }

    /**
     * What sends events about all that a list holds, as they happen.
     *
     * @param name the last part of its address
     * @param meaning what it tells, in a sentence
     * @param source sends them, and returns when it has sent for long enough
     * @param <E> what is listed
     */
    public record DeclaredList<E>(String name, String meaning, ListSource<E> source) {}

    /**
     * Sends events about a list.
     *
     * @param <E> what is listed
     */
    public interface ListSource<E> {
        /**
         * Refuses what cannot be followed, before anything is sent.
         *
         * @param filter which ones
         * @param last the id of the last event that the client has, as it says; empty where it comes for the first time
         */
        void check(Filter<E> filter, Optional<String> last);

        /**
         * Sends them.
         *
         * @param filter which ones
         * @param last the id of the last event that the client has, as it says; empty where it comes for the first time
         * @param events where to
         * @throws InterruptedException if the thread was interrupted, for the server stops
         */
        void follow(Filter<E> filter, Optional<String> last, EventStream events) throws InterruptedException;
    }

    /** Sends events, for one who is to be told. */
    @FunctionalInterface
    interface Sending {
        void to(EventStream events) throws InterruptedException;
    }

    static void serve(Call call, Sending sending) {
        if (call.method().equals(Method.HEAD)) {
            head(call.response());
            call.response().send();
            return;
        }
        try (EventStream events = new EventStream(call.response())) {
            sending.to(events);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void head(ServerResponse response) {
        response.header(HeaderNames.CONTENT_TYPE, TYPE);
        response.header(HeaderNames.CACHE_CONTROL, NOT_KEPT);
    }

    /** Until the first event it can still be answered that there will be none. */
    private OutputStream out() {
        if (opened.isEmpty()) {
            head(response);
            opened = Optional.of(response.outputStream());
        }
        return opened.get();
    }

    /**
     * Sends an event.
     *
     * @param id what the client may name when it comes back
     * @param name what kind of event it is
     * @param data writes what it says, one JSON value
     */
    public void send(String id, String name, Consumer<JsonGenerator> data) {
        String json = new String(Answers.json(data), StandardCharsets.UTF_8);
        write("id: " + id + "\nevent: " + name + "\ndata: " + json + "\n\n");
    }

    /** Sends something that clients pass over, so that both sides see whether the other is still there. */
    public void beat() {
        write(": still here\n\n");
    }

    private void write(String text) {
        try {
            out().write(text.getBytes(StandardCharsets.UTF_8));
            out().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (opened.isPresent()) {
            try {
                opened.get().close();
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        }
    }
}

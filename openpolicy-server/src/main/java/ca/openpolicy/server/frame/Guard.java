// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import io.helidon.common.socket.HelidonSocket;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.HttpPrologue;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What one connection is doing, and until when it may. Its own thread says what it does; the watcher of all connections
 * ends what is overdue: silence and a client that does not read by closing, work by an interrupt. A request that
 * arrives too slowly is noticed by the connection's own thread, which can still answer.
 */
final class Guard {
    /** How long a silent connection may still bring a request when the server stops. */
    private static final Duration LAST_CHANCE = Duration.ofMillis(200);
    /** How long after its deadline a read that does not notice is ended from outside. */
    private static final Duration SPARE = Duration.ofSeconds(2);

    private static final ThreadLocal<Optional<Guard>> CURRENT = ThreadLocal.withInitial(Optional::empty);

    private enum Phase {
        IDLE,
        HEAD,
        BODY,
        ANSWERING,
        SENDING,
        WRITING,
        LINGERING
    }

    private final Deadlines deadlines;
    private final HelidonSocket socket;
    private final Thread thread = Thread.currentThread();
    private final ReentrantLock lock = new ReentrantLock();

    // the phase; the watcher looks at it
    private Phase phase = Phase.IDLE;
    private long since = System.nanoTime();
    private boolean bounded = true;
    private long until;
    private volatile boolean overdue;
    private volatile boolean stopping;

    // the request; only the connection's own thread looks at it
    private long requestBegan;
    private long spentWriting;
    private long sentBytes;
    private boolean headSent;
    private boolean closing;
    private boolean unread;
    private Optional<HttpPrologue> prologue = Optional.empty();
    private Optional<Exchange> exchange = Optional.empty();

    Guard(Deadlines deadlines, HelidonSocket socket) {
        this.deadlines = deadlines;
        this.socket = socket;
        this.until = since + deadlines.head().toNanos();
    }

    /** That of the connection that the calling thread serves. */
    static Guard current() {
        return CURRENT.get().orElseThrow(() -> new IllegalStateException("this thread serves no connection"));
    }

    SocketAddress peer() {
        return socket.remotePeer().address();
    }

    void begin() {
        CURRENT.set(Optional.of(this));
    }

    void end() {
        CURRENT.remove();
    }

    /** Before bytes are waited for. */
    void reading() {
        locked(() -> {
            if (phase == Phase.ANSWERING || phase == Phase.SENDING) {
                enter(Phase.BODY, requestBegan + deadlines.request().toNanos());
            }
            refuseIfLate();
        });
    }

    /** Nothing came for a while. */
    void waiting() {
        locked(this::refuseIfLate);
    }

    /** Bytes came. */
    void read() {
        locked(() -> {
            if (phase == Phase.IDLE) {
                requestBegins();
            } else if (phase == Phase.BODY) {
                enter(Phase.ANSWERING, System.nanoTime() + deadlines.answer().toNanos());
            }
        });
    }

    /** The first line of a request has been read, perhaps out of bytes that came with the request before. */
    void prologue(HttpPrologue found) {
        locked(() -> {
            if (phase == Phase.IDLE) {
                requestBegins();
            }
            prologue = Optional.of(found);
        });
    }

    Optional<HttpPrologue> prologue() {
        return prologue;
    }

    /** The head of a request has been read. */
    void headRead(Exchange begun) {
        locked(() -> {
            exchange = Optional.of(begun);
            enter(Phase.ANSWERING, System.nanoTime() + deadlines.answer().toNanos());
        });
    }

    Optional<Exchange> exchange() {
        return exchange;
    }

    /** Whether the head of a request is being read: what goes wrong then is the client's fault. */
    boolean inHead() {
        return phase == Phase.HEAD;
    }

    /** Whether the work on this request was interrupted because it took too long. */
    boolean overdue() {
        return overdue;
    }

    long sentBytes() {
        return sentBytes;
    }

    /** Whether the head of this answer is on its way; asked once for each write. */
    boolean headSent() {
        boolean before = headSent;
        headSent = true;
        return before;
    }

    /** Before bytes are sent. An interrupt that came until now is forgotten, for it would close the connection. */
    void writing() {
        locked(() -> {
            forgetInterrupt();
            enter(Phase.WRITING, System.nanoTime() + deadlines.write().toNanos() - spentWriting);
        });
    }

    /** Bytes were sent. What a stream waits for then is its own affair. */
    void written(long bytes) {
        locked(() -> {
            spentWriting += System.nanoTime() - since;
            sentBytes += bytes;
            enter(Phase.SENDING);
        });
    }

    /**
     * The answer was sent, and the request read to its end. Helidon 4.5 would go on after an answer that says close.
     */
    void answered() {
        if (closing) {
            throw new CloseConnectionException("that was the last answer");
        }
        locked(() -> {
            forgetInterrupt();
            enter(Phase.IDLE, System.nanoTime() + (stopping ? LAST_CHANCE : deadlines.idle()).toNanos());
            overdue = false;
            spentWriting = 0;
            sentBytes = 0;
            headSent = false;
            prologue = Optional.empty();
            exchange = Optional.empty();
        });
    }

    /** The answer says that it is the last one. */
    void closeAfterAnswer() {
        closing = true;
    }

    boolean closing() {
        return closing;
    }

    /** The client may still be sending what nobody will read. */
    void leavesUnread() {
        unread = true;
    }

    /** Whether what the client still sends is to be read away, so that it reads its answer before it meets the end. */
    boolean lingers() {
        locked(() ->
                enter(Phase.LINGERING, System.nanoTime() + deadlines.linger().toNanos()));
        return unread;
    }

    /** The server stops: this connection ends with its next answer, or soon if none is wanted. */
    void stop() {
        locked(() -> {
            stopping = true;
            if (phase == Phase.IDLE) {
                until = System.nanoTime() + LAST_CHANCE.toNanos();
            }
        });
    }

    /** Ends what is overdue. */
    void watch(long now) {
        locked(() -> {
            if (bounded && now - until >= 0) {
                endOverdue(now);
            }
        });
    }

    /** How long it has waited for a request, in nanoseconds; negative while it works on one. */
    long waited(long now) {
        lock.lock();
        try {
            return phase == Phase.IDLE || phase == Phase.HEAD ? now - since : -1;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the connection, whatever it is doing. */
    void cut() {
        try {
            socket.close();
        } catch (UncheckedIOException e) {
            // it was closed already
        }
    }

    private void endOverdue(long now) {
        switch (phase) {
            case IDLE, WRITING, LINGERING -> cut();
            case HEAD, BODY -> {
                if (now - until > SPARE.toNanos()) {
                    cut();
                }
            }
            case ANSWERING -> endWork(now);
            case SENDING -> bounded = false;
        }
    }

    /** First by asking; work that does not listen goes on without its connection. */
    private void endWork(long now) {
        if (overdue) {
            cut();
        } else {
            overdue = true;
            until = now + deadlines.answer().toNanos();
            thread.interrupt();
        }
    }

    private void forgetInterrupt() {
        if (overdue) {
            Thread.interrupted();
        }
    }

    private void requestBegins() {
        requestBegan = System.nanoTime();
        enter(Phase.HEAD, requestBegan + deadlines.head().toNanos());
    }

    private void refuseIfLate() {
        if (!bounded || System.nanoTime() - until < 0) {
            return;
        }
        switch (phase) {
            case HEAD, BODY -> throw late();
            case IDLE, LINGERING -> throw new CloseConnectionException("nothing came");
            case ANSWERING, SENDING, WRITING -> {
                // the watcher sees to it
            }
        }
    }

    private RequestException late() {
        closing = true;
        unread = true;
        return RequestException.builder()
                .type(EventType.OTHER)
                .status(Status.REQUEST_TIMEOUT_408)
                .setKeepAlive(false)
                .message("the request arrives too slowly")
                .build();
    }

    private void enter(Phase next, long deadline) {
        enter(next);
        bounded = true;
        until = deadline;
    }

    private void enter(Phase next) {
        phase = next;
        since = System.nanoTime();
        bounded = false;
    }

    private void locked(Runnable work) {
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }
}

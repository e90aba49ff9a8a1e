// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.faults;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stands between a client and its engine and lets go wrong what may: late, slow, cut, refused, silent, half open, reset
 * or damaged. It begins without faults. Faults that last come on top of each other until {@link #pass()}; they hold for
 * connections that are open and for new ones. Safe for use by many threads.
 */
public final class FaultProxy implements AutoCloseable {
    private static final Duration END = Duration.ofSeconds(10);

    /** Which way. */
    public enum Direction {
        /** What the client says. */
        TO_SERVER,
        /** What the server answers. */
        TO_CLIENT
    }

    private final InetSocketAddress server;
    private final FaultGate gate = new FaultGate();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<FaultyLink> links = ConcurrentHashMap.newKeySet();
    private final AtomicLong accepted = new AtomicLong();
    private final InetSocketAddress own;
    private Closeable door;
    private Future<?> accepting;
    private boolean refusing;
    private volatile boolean closed;

    private FaultProxy(InetSocketAddress server) throws IOException {
        this.server = server;
        ServerSocket listener = listen(loopback(0));
        this.own = loopback(listener.getLocalPort());
        this.door = listener;
        this.accepting = threads.submit(() -> accept(listener));
    }

    /**
     * Stands before a server on this machine, at a port of its own.
     *
     * @param port that of the server on 127.0.0.1
     * @return the proxy
     */
    public static FaultProxy before(int port) {
        try {
            return new FaultProxy(loopback(port));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static InetSocketAddress loopback(int port) throws IOException {
        return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    }

    private static ServerSocket listen(InetSocketAddress address) throws IOException {
        ServerSocket listener = new ServerSocket();
        listener.setReuseAddress(true);
        listener.bind(address);
        return listener;
    }

    private void accept(ServerSocket listener) {
        while (!listener.isClosed()) {
            try {
                take(listener.accept());
            } catch (IOException refusingOrEnded) {
                // the loop sees to it
            }
        }
    }

    private void take(Socket client) {
        accepted.incrementAndGet();
        FaultyLink link = new FaultyLink(client, gate, threads, links::remove);
        links.add(link);
        try {
            threads.execute(() -> link.open(server));
        } catch (RejectedExecutionException ended) {
            link.close();
        }
    }

    /**
     * Where clients connect, on 127.0.0.1.
     *
     * @return the port, always the same
     */
    public int port() {
        return own.getPort();
    }

    /**
     * How many connections there are.
     *
     * @return their number
     */
    public int connections() {
        return links.size();
    }

    /**
     * How many connections there have been.
     *
     * @return their number
     */
    public long accepted() {
        return accepted.get();
    }

    /** Ends all faults. What was held back arrives; a connection that has lost something is cut. */
    public synchronized void pass() {
        gate.change(faults -> Faults.NONE);
        links.stream().filter(FaultyLink::isLossy).forEach(FaultyLink::close);
        if (refusing) {
            open();
        }
    }

    /**
     * Lets everything arrive later, in order and without loss of speed beyond half a megabyte on the way.
     *
     * @param toServer how much later what the client says
     * @param toClient how much later what the server answers
     */
    public void delay(Duration toServer, Duration toClient) {
        gate.change(faults -> faults.withDelays(toServer, toClient));
    }

    /**
     * Lets only so much through, on each connection and in each direction.
     *
     * @param bytesPerSecond how much, above zero
     */
    public void throttle(long bytesPerSecond) {
        if (bytesPerSecond < 1) {
            throw new IllegalArgumentException("at least one byte per second, not " + bytesPerSecond);
        }
        gate.change(faults -> faults.withRate(bytesPerSecond));
    }

    /**
     * Lets nothing through in one direction, though everything stays open, and loses nothing.
     *
     * @param stopped that direction
     */
    public void halfOpen(Direction stopped) {
        gate.change(faults -> faults.withStopped(stopped));
    }

    /** Takes connections and all that comes, passes nothing on and says nothing, not even that something ended. */
    public void blackHole() {
        gate.change(Faults::withSwallowing);
    }

    /**
     * Turns a bit in some bytes, in both directions.
     *
     * @param share how many of the bytes, 0 to 1
     * @param seed of the choice, which is the same for each connection, and another in each direction
     */
    public void corrupt(double share, long seed) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("a share is from 0 to 1, not " + share);
        }
        gate.change(faults -> faults.withCorruption(share, seed));
    }

    /** Ends all connections, once. */
    public void cut() {
        links.forEach(FaultyLink::close);
    }

    /** Resets all connections, once. */
    public void reset() {
        links.forEach(FaultyLink::reset);
    }

    /** Refuses new connections; those that are there stay. */
    public synchronized void refuse() {
        if (refusing || closed) {
            return;
        }
        try {
            door.close();
            awaitClosed();
            door = holdPort();
            refusing = true;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A socket that a thread waits at is closed by that thread, a moment later. */
    private void awaitClosed() {
        try {
            accepting.get(END.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** A port that is taken without being listened to refuses, and nobody else gets it meanwhile. */
    private Socket holdPort() throws IOException {
        Socket holder = new Socket();
        holder.setReuseAddress(true);
        holder.bind(own);
        return holder;
    }

    private void open() {
        try {
            door.close();
            ServerSocket listener = listen(own);
            door = listener;
            refusing = false;
            accepting = threads.submit(() -> accept(listener));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Ends everything; no thread and no connection is left. A second call does nothing. */
    @Override
    public synchronized void close() {
        closed = true;
        try {
            door.close();
            cut();
            threads.shutdownNow();
            if (!threads.awaitTermination(END.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("threads of the proxy live on");
            }
            cut();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}

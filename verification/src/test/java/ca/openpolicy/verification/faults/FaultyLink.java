// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.faults;

import ca.openpolicy.verification.faults.FaultProxy.Direction;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A connection of a client, and the one to the server that belongs to it. */
final class FaultyLink {
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final Socket client;
    private final Socket server = new Socket();
    private final FaultGate gate;
    private final ExecutorService threads;
    private final Consumer<FaultyLink> onClose;
    private final List<Future<?>> work = new CopyOnWriteArrayList<>();
    private final AtomicInteger open = new AtomicInteger(2);
    private volatile boolean lossy;
    private volatile boolean closed;

    FaultyLink(Socket client, FaultGate gate, ExecutorService threads, Consumer<FaultyLink> onClose) {
        this.client = client;
        this.gate = gate;
        this.threads = threads;
        this.onClose = onClose;
    }

    /** Begins to pass on, or to swallow if that is the fault of the moment. */
    void open(InetSocketAddress address) {
        try {
            client.setTcpNoDelay(true);
            if (swallows()) {
                run(this::swallow);
                return;
            }
            server.setTcpNoDelay(true);
            server.connect(address, (int) CONNECT.toMillis());
            FaultyPipe up = new FaultyPipe(this, gate, Direction.TO_SERVER, client, server);
            FaultyPipe down = new FaultyPipe(this, gate, Direction.TO_CLIENT, server, client);
            run(up::read);
            run(up::write);
            run(down::read);
            run(down::write);
        } catch (IOException | RejectedExecutionException unreachableOrEnded) {
            close();
        }
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    /** What is interrupted has nothing left to do: the connection is closed. */
    private void run(Work task) {
        Callable<Boolean> call = () -> {
            task.run();
            return true;
        };
        work.add(threads.submit(call));
        if (closed) {
            stopWork();
        }
    }

    private void swallow() throws IOException {
        try (client) {
            InputStream in = client.getInputStream();
            byte[] buffer = new byte[8_192];
            while (in.read(buffer) >= 0) {}
        } finally {
            close();
        }
    }

    /** Whether what comes now is lost. What has lost something does not go on with a gap in it: it is closed. */
    boolean swallows() {
        if (gate.current().swallowing()) {
            lossy = true;
            return true;
        }
        if (lossy) {
            close();
        }
        return lossy;
    }

    boolean isLossy() {
        return lossy;
    }

    /** Called once for each direction. */
    void endOne() {
        if (open.decrementAndGet() == 0) {
            close();
        }
    }

    /** With a reset instead of an end. */
    void reset() {
        try {
            client.setSoLinger(true, 0);
            server.setSoLinger(true, 0);
        } catch (IOException closedAlready) {
            // so there is nothing to reset
        }
        close();
    }

    void close() {
        closed = true;
        closeQuietly(client);
        closeQuietly(server);
        stopWork();
        onClose.accept(this);
    }

    private void stopWork() {
        work.forEach(each -> each.cancel(true));
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // as it should be
        }
    }
}

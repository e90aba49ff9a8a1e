// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Stands before a server; passes every byte on, or swallows them without a word. */
final class BlackHole implements AutoCloseable {
    private final ServerSocket entry;
    private final int target;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private volatile boolean swallowing;

    private BlackHole(ServerSocket entry, int target) {
        this.entry = entry;
        this.target = target;
    }

    static BlackHole before(int port) throws IOException {
        BlackHole hole = new BlackHole(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), port);
        Thread.ofVirtual().start(hole::accept);
        return hole;
    }

    int port() {
        return entry.getLocalPort();
    }

    void swallow() {
        swallowing = true;
    }

    void pass() {
        swallowing = false;
    }

    private void accept() {
        try {
            while (true) {
                pass(kept(entry.accept()));
            }
        } catch (IOException e) {
            close();
        }
    }

    /** Where nobody listens nobody is let in. */
    private void pass(Socket near) throws IOException {
        try {
            Socket far = kept(new Socket(InetAddress.getLoopbackAddress(), target));
            Thread.ofVirtual().start(() -> pump(near, far));
            Thread.ofVirtual().start(() -> pump(far, near));
        } catch (ConnectException refused) {
            near.close();
        }
    }

    private Socket kept(Socket socket) {
        sockets.add(socket);
        return socket;
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[8192];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (!swallowing) {
                    out.write(buffer, 0, read);
                    out.flush();
                }
            }
            end(to);
        } catch (IOException e) {
            end(to);
        }
    }

    /** An end is news too, and is swallowed like the rest. */
    private void end(Socket other) {
        try {
            if (!swallowing) {
                other.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            entry.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

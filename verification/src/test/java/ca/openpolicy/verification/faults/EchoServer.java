// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Says again what it is told, and counts it. */
final class EchoServer implements AutoCloseable {
    private final ServerSocket listener;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicLong heard = new AtomicLong();
    private final AtomicInteger open = new AtomicInteger();

    EchoServer() throws IOException {
        listener = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        threads.execute(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    long heard() {
        return heard.get();
    }

    int open() {
        return open.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                open.incrementAndGet();
                threads.execute(() -> echo(client));
            } catch (IOException ended) {
                // the loop sees to it
            }
        }
    }

    private void echo(Socket client) {
        try (client) {
            InputStream in = client.getInputStream();
            byte[] buffer = new byte[8_192];
            for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
                heard.addAndGet(read);
                client.getOutputStream().write(buffer, 0, read);
            }
        } catch (IOException broken) {
            // counted as ended
        } finally {
            open.decrementAndGet();
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        threads.shutdownNow();
        threads.close();
    }
}

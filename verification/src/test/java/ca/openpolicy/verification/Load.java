// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Clients that ask without end, half of them on connections that they keep, half on one for each request. As a balancer
 * would, they open no connection any more once the server says that it is not ready. A connection that is refused is
 * nobody's loss; an answer that does not come whole, on a connection that was let in, is.
 */
final class Load implements AutoCloseable {
    private static final List<String> PATHS = List.of(
            "/api/v1/bills?limit=5",
            "/api/v1/votes?limit=5",
            "/api/v1/members?limit=50",
            "/api/v1/sessions",
            "/api/v1/bills/zz/3-1/C-2");
    private static final int PATIENCE_MILLIS = 30_000;
    private static final int LOOK_MILLIS = 50;

    private final int port;
    private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong lastOnes = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final Queue<String> broken = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean ready = new AtomicBoolean(true);
    private final CountDownLatch over = new CountDownLatch(1);

    private Load(int port) {
        this.port = port;
    }

    static Load on(int port, int clients) {
        Load load = new Load(port);
        load.clients.execute(load::watch);
        for (int i = 0; i < clients; i++) {
            boolean keeps = i % 2 == 0;
            int first = i;
            load.clients.execute(() -> load.ask(first, keeps));
        }
        return load;
    }

    long answered() {
        return answered.get();
    }

    /** How many answers said that they were the last on their connection though the client would have kept it. */
    long lastOnes() {
        return lastOnes.get();
    }

    /** Each answer that did not come, or came otherwise than it should. */
    List<String> broken() {
        return List.copyOf(broken);
    }

    @Override
    public String toString() {
        return answered + " answered, " + lastOnes + " of them the last of a kept connection, " + refused
                + " connections refused, " + broken.size() + " answers broken";
    }

    /** Lets every client end; nothing more is asked. */
    void end() {
        over.countDown();
        clients.close();
    }

    @Override
    public void close() {
        end();
    }

    private void watch() {
        while (!isOver() && ready.get()) {
            try (Socket socket = connect()) {
                ready.set(exchange(socket, socket.getInputStream(), "/ready", false)
                                .status()
                        == 200);
            } catch (IOException gone) {
                ready.set(false);
            }
            pause();
        }
    }

    private void ask(int first, boolean keeps) {
        for (int i = first; !isOver() && ready.get(); ) {
            try (Socket socket = connect()) {
                i = ask(socket, i, keeps);
            } catch (IOException e) {
                refused.incrementAndGet();
                pause();
            }
        }
    }

    private int ask(Socket socket, int first, boolean keeps) throws IOException {
        InputStream in = new BufferedInputStream(socket.getInputStream());
        int i = first;
        boolean open = true;
        while (open && !isOver()) {
            String path = PATHS.get(i % PATHS.size());
            i++;
            open = asked(socket, in, path, keeps) && keeps;
        }
        return i;
    }

    /** Whether the connection may be used again. */
    private boolean asked(Socket socket, InputStream in, String path, boolean keeps) {
        try {
            Answer answer = exchange(socket, in, path, keeps);
            if (answer.status() == 200) {
                answered.incrementAndGet();
            } else {
                broken.add(path + ": " + answer.status() + " " + answer.body());
            }
            lastOnes.addAndGet(keeps && answer.last() ? 1 : 0);
            return !answer.last();
        } catch (IOException e) {
            broken.add(path + " on a connection that is " + (keeps ? "kept: " : "new: ") + e);
            return false;
        }
    }

    private record Answer(int status, boolean last, String body) {}

    private static Answer exchange(Socket socket, InputStream in, String path, boolean keeps) throws IOException {
        String request =
                "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + (keeps ? "\r\n" : "Connection: close\r\n\r\n");
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        int status = Integer.parseInt(line(in).split(" ", -1)[1]);
        int length = 0;
        boolean last = false;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.startsWith("Content-Length: ")) {
                length = Integer.parseInt(header.substring("Content-Length: ".length()));
            }
            last |= header.equals("Connection: close");
        }
        byte[] body = in.readNBytes(length);
        if (body.length != length) {
            throw new EOFException("half a body");
        }
        return new Answer(status, last, new String(body, StandardCharsets.UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int character = in.read(); character != '\n'; character = in.read()) {
            if (character < 0) {
                throw new EOFException(line.isEmpty() ? "no answer" : "half an answer");
            }
            if (character != '\r') {
                line.append((char) character);
            }
        }
        return line.toString();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private boolean isOver() {
        return over.getCount() == 0;
    }

    private void pause() {
        try {
            if (over.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                ready.set(false);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

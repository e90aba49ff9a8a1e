// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A connection to a server that is kept, opened anew where the server has closed it. It does as little as a client can,
 * for it runs on the cores of the server. For one thread.
 */
final class Connection implements AutoCloseable {
    private static final int STATUS_AT = "HTTP/1.1 ".length();
    private static final int SILENCE_MILLIS = 30_000;
    private static final byte[] LENGTH = "\r\ncontent-length:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CLOSE = "\r\nconnection: close".getBytes(StandardCharsets.US_ASCII);

    private final int port;
    private Optional<Socket> socket = Optional.empty();
    private byte[] buffer = new byte[1 << 16];
    private int filled;
    private int headEnd;

    Connection(int port) {
        this.port = port;
    }

    /** Sends a request and reads its whole answer, which stays until the next one. */
    int send(Ask ask) throws IOException {
        try {
            Socket open = socket();
            ask.writeTo(open.getOutputStream());
            read(open.getInputStream());
            int status = Integer.parseInt(new String(buffer, STATUS_AT, 3, StandardCharsets.US_ASCII));
            if (valueAt(CLOSE).isPresent()) {
                close();
            }
            return status;
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    int bodyBytes() {
        return filled - headEnd;
    }

    String body() {
        return new String(buffer, headEnd, filled - headEnd, StandardCharsets.UTF_8);
    }

    String head() {
        return new String(buffer, 0, headEnd, StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        if (socket.isPresent()) {
            Socket open = socket.get();
            socket = Optional.empty();
            open.close();
        }
    }

    private Socket socket() throws IOException {
        if (socket.isEmpty()) {
            Socket fresh = new Socket(InetAddress.getLoopbackAddress(), port);
            fresh.setTcpNoDelay(true);
            fresh.setSoTimeout(SILENCE_MILLIS);
            socket = Optional.of(fresh);
        }
        return socket.get();
    }

    private void read(InputStream in) throws IOException {
        filled = 0;
        headEnd = 0;
        while (headEnd == 0) {
            int from = Math.max(0, filled - 3);
            more(in);
            headEnd = endOfHead(from);
        }
        int all = headEnd + valueAt(LENGTH).map(this::number).orElse(0);
        while (filled < all) {
            more(in);
        }
    }

    private void more(InputStream in) throws IOException {
        if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        int got = in.read(buffer, filled, buffer.length - filled);
        if (got < 0) {
            throw new EOFException("the server closed the connection after " + filled + " bytes of an answer");
        }
        filled += got;
    }

    private int endOfHead(int from) {
        for (int i = from; i + 3 < filled; i++) {
            if (buffer[i] == '\r' && buffer[i + 1] == '\n' && buffer[i + 2] == '\r' && buffer[i + 3] == '\n') {
                return i + 4;
            }
        }
        return 0;
    }

    /** Where the value of a header begins, whatever the case of its name. */
    private Optional<Integer> valueAt(byte[] name) {
        for (int i = 0; i + name.length < headEnd; i++) {
            if (matches(i, name)) {
                return Optional.of(i + name.length);
            }
        }
        return Optional.empty();
    }

    private boolean matches(int at, byte[] name) {
        for (int i = 0; i < name.length; i++) {
            byte found = buffer[at + i];
            if ((found >= 'A' && found <= 'Z' ? found + ('a' - 'A') : found) != name[i]) {
                return false;
            }
        }
        return true;
    }

    private int number(int at) {
        int number = 0;
        for (int i = at; buffer[i] != '\r'; i++) {
            number = buffer[i] == ' ' ? number : number * 10 + (buffer[i] - '0');
        }
        return number;
    }
}

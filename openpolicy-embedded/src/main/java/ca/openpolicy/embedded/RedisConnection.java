// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The little of Redis's protocol that starting servers takes: one question at a time, one text as its answer. */
final class RedisConnection implements Closeable {
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final int MOST_BYTES = 1 << 20;

    private final Socket socket;
    private final InputStream in;

    private RedisConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    static RedisConnection open(int port, String password) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(LoopbackPort.address(port), (int) LIMIT.toMillis());
            socket.setSoTimeout((int) LIMIT.toMillis());
            RedisConnection connection = new RedisConnection(socket);
            connection.ask("AUTH", password);
            return connection;
        } catch (IOException refused) {
            socket.close();
            throw refused;
        }
    }

    /** The answer; what Redis refuses is thrown in its words. */
    String ask(String... words) throws IOException {
        StringBuilder command = new StringBuilder("*" + words.length + "\r\n");
        for (String word : words) {
            int length = word.getBytes(StandardCharsets.UTF_8).length;
            command.append('$').append(length).append("\r\n").append(word).append("\r\n");
        }
        socket.getOutputStream().write(command.toString().getBytes(StandardCharsets.UTF_8));
        return answer();
    }

    private String answer() throws IOException {
        String line = line();
        String rest = line.substring(1);
        return switch (line.charAt(0)) {
            case '+', ':' -> rest;
            case '$' -> bulk(Integer.parseInt(rest));
            case '-' -> throw new IOException(rest);
            default -> throw new IOException("Redis gave an answer of an unknown kind");
        };
    }

    private String bulk(int length) throws IOException {
        if (length < 0) {
            return "";
        }
        if (length > MOST_BYTES) {
            throw new IOException("Redis gave an answer of " + length + " bytes");
        }
        byte[] content = in.readNBytes(length);
        in.skipNBytes(2);
        return new String(content, StandardCharsets.UTF_8);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0 || line.length() > MOST_BYTES) {
                throw new EOFException("Redis broke off");
            }
            line.append((char) next);
        }
        if (line.length() < 2) {
            throw new IOException("Redis gave an empty answer");
        }
        return line.substring(0, line.length() - 1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.cache;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A connection on which a line is answered by a line. */
final class Lines implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader in;
    private final Writer out;

    private Lines(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        this.out = new OutputStreamWriter(socket.getOutputStream(), StandardCharsets.UTF_8);
    }

    static Lines to(int port) {
        try {
            return new Lines(new Socket(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String ask(String line) {
        try {
            say(line);
            return Optional.ofNullable(in.readLine())
                    .orElseThrow(() -> new IllegalStateException("no answer to " + line));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void say(String line) throws IOException {
        out.write(line + "\n");
        out.flush();
    }

    interface Answers {
        String to(String[] words) throws Exception;
    }

    /** Answers all who come, each on a thread of its own, until the door is closed. */
    static ServerSocket serve(Answers answers) throws IOException {
        ServerSocket door = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            while (!door.isClosed()) {
                try {
                    Lines came = new Lines(door.accept());
                    Thread.ofVirtual().start(() -> came.answer(answers));
                } catch (IOException closed) {
                    // the loop sees to it
                }
            }
        });
        return door;
    }

    private void answer(Answers answers) {
        try (this) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                say(answers.to(line.split(" ", -1)));
            }
        } catch (Exception ended) {
            // whoever asked sees that there is no answer
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

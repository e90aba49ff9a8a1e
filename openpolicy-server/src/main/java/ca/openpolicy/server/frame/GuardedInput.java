// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import io.helidon.webserver.CloseConnectionException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.util.function.Supplier;

/** What a client sends, as long as its guard lets it. */
final class GuardedInput implements Supplier<byte[]> {
    private final Supplier<byte[]> socket;
    private final Guard guard;

    GuardedInput(Supplier<byte[]> socket, Guard guard) {
        this.socket = socket;
        this.guard = guard;
    }

    /** The end of the stream and its failure are the same to a server: nobody is there to answer. */
    @Override
    public byte[] get() {
        guard.reading();
        byte[] bytes = next();
        while (bytes.length == 0) {
            guard.waiting();
            bytes = next();
        }
        guard.read();
        return bytes;
    }

    /** Nothing if nothing came within the time-out of the socket. */
    @SuppressWarnings("ConstantValue") // Helidon says null for the end of the stream
    private byte[] next() {
        try {
            byte[] bytes = socket.get();
            if (bytes == null) {
                throw new CloseConnectionException("the client closed the connection");
            }
            return bytes;
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof SocketTimeoutException) {
                return new byte[0];
            }
            throw new CloseConnectionException("the connection broke", e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.attacks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** Speaks to a server of this machine byte for byte, each time over a connection of its own. */
record Wire(int port) {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int BUFFER = 65_536;

    Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return socket;
    }

    /** Sends a request and takes the first whole answer. */
    Received ask(Sent request) throws IOException {
        boolean head = request.start().startsWith("HEAD ");
        return exchange(request.bytes(), PATIENCE, PATIENCE, true, head);
    }

    Received ask(byte[] request) throws IOException {
        return exchange(request, PATIENCE, PATIENCE, true, false);
    }

    /** Sends bytes and takes all that comes, until the other side closes or says nothing more. */
    Received exhaust(byte[] request, Duration quiet) throws IOException {
        boolean head = request.length > 4 && request[0] == 'H' && request[3] == 'D';
        return exchange(request, PATIENCE, quiet, false, head);
    }

    private Received exchange(byte[] request, Duration first, Duration quiet, boolean one, boolean head)
            throws IOException {
        try (Socket socket = connect()) {
            long start = System.nanoTime();
            Thread sending = Thread.ofVirtual().start(() -> send(socket, request));
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            byte[] buffer = new byte[BUFFER];
            Duration elapsed = Duration.ZERO;
            while (true) {
                socket.setSoTimeout((int) (elapsed.isZero() ? first : quiet).toMillis());
                int read = read(socket.getInputStream(), buffer);
                boolean ended = read == CLOSED || read == SILENT;
                if (!ended) {
                    all.write(buffer, 0, read);
                }
                Duration now = Duration.ofNanos(System.nanoTime() - start);
                Received received = Received.of(all.toByteArray(), read == CLOSED, now, head);
                boolean whole =
                        elapsed.isZero() && (ended || !received.answers().isEmpty());
                elapsed = whole ? now : elapsed;
                if (ended || (one && !received.answers().isEmpty())) {
                    sending.interrupt();
                    return new Received(received.answers(), received.rest(), received.closed(), elapsed);
                }
            }
        }
    }

    private static final int CLOSED = -1;
    private static final int SILENT = -2;

    private static int read(InputStream in, byte[] buffer) throws IOException {
        try {
            return in.read(buffer);
        } catch (SocketTimeoutException silent) {
            return SILENT;
        } catch (IOException reset) {
            return CLOSED;
        }
    }

    /** A server that has refused a request need not read it to its end. */
    private static void send(Socket socket, byte[] request) {
        try {
            socket.getOutputStream().write(request);
        } catch (IOException refused) {
            // what came back says why
        }
    }
}

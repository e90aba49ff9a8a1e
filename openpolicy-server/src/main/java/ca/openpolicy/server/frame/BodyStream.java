// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * The body of a request. What cannot be read of it is the client's fault, and is not tried again: Helidon 4.5 takes a
 * size of a chunk that is no number for a fault of the server, and reads on when the stream is closed.
 */
final class BodyStream extends FilterInputStream {
    private Optional<RuntimeException> end = Optional.empty();

    private interface Reading {
        int read() throws IOException;
    }

    BodyStream(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        return checked(super::read);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        return checked(() -> super.read(bytes, offset, length));
    }

    @Override
    public void close() throws IOException {
        if (end.isEmpty()) {
            super.close();
        }
    }

    private int checked(Reading reading) throws IOException {
        if (end.isPresent()) {
            throw end.get();
        }
        try {
            return reading.read();
        } catch (RequestException | CloseConnectionException e) {
            end = Optional.of(e);
            throw e;
        } catch (RuntimeException e) {
            RequestException refused = refused(e);
            end = Optional.of(refused);
            throw refused;
        }
    }

    private static RequestException refused(RuntimeException e) {
        return RequestException.builder()
                .type(EventType.BAD_REQUEST)
                .setKeepAlive(false)
                .message("the body cannot be read")
                .cause(e)
                .build();
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.SocketWriterException;
import io.helidon.webserver.CloseConnectionException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/** What a client is sent, as long as its guard lets it. An answer to HEAD ends with its head, whatever is written. */
final class GuardedWriter implements DataWriter {
    private final DataWriter inner;
    private final Guard guard;

    GuardedWriter(DataWriter inner, Guard guard) {
        this.inner = inner;
        this.guard = guard;
    }

    @Override
    public void write(BufferData... buffers) {
        write(BufferData.create(buffers));
    }

    @Override
    public void write(BufferData buffer) {
        boolean later = guard.headSent();
        if (guard.exchange().filter(Exchange::bodiless).isEmpty()) {
            guarded(buffer, inner::write);
        } else if (!later) {
            guarded(head(buffer), inner::write);
        }
    }

    /** Only what is no part of an answer is written at once, such as 100 Continue. */
    @Override
    public void writeNow(BufferData... buffers) {
        writeNow(BufferData.create(buffers));
    }

    @Override
    public void writeNow(BufferData buffer) {
        guarded(buffer, inner::writeNow);
    }

    @Override
    public void flush() {
        inner.flush();
    }

    @Override
    public void close() {
        inner.close();
    }

    private void guarded(BufferData buffer, Consumer<BufferData> write) {
        int length = buffer.available();
        guard.writing();
        try {
            write.accept(buffer);
        } catch (SocketWriterException | UncheckedIOException e) {
            throw new CloseConnectionException("the client takes no answer", e);
        }
        guard.written(length);
    }

    private static BufferData head(BufferData answer) {
        byte[] bytes = answer.readBytes();
        return BufferData.create(bytes, 0, endOfHead(bytes));
    }

    private static int endOfHead(byte[] bytes) {
        for (int i = 3; i < bytes.length; i++) {
            if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n' && bytes[i - 3] == '\r') {
                return i + 1;
            }
        }
        return bytes.length;
    }
}

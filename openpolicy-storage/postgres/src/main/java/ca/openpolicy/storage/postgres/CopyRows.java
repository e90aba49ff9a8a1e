// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Writes rows through COPY in its text format. Not safe for use by many threads.
 *
 * <p>Format: <a href="https://www.postgresql.org/docs/18/sql-copy.html">PostgreSQL, COPY, Text Format</a>.
 */
final class CopyRows implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final DateTimeFormatter INSTANT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSSX").withZone(ZoneOffset.UTC);

    private final CopyIn copy;
    private byte[] buffer = new byte[2 * BUFFER_BYTES];
    private int length;
    private boolean first = true;

    private CopyRows(CopyIn copy) {
        this.copy = copy;
    }

    static CopyRows into(Connection connection, String table, List<String> columns) throws SQLException {
        PGConnection postgres = connection.unwrap(PGConnection.class);
        String statement = "copy " + table + " (" + String.join(", ", columns) + ") from stdin";
        return new CopyRows(postgres.getCopyAPI().copyIn(statement));
    }

    void cell(Object value) {
        if (!first) {
            put((byte) '\t');
        }
        first = false;
        write(value);
    }

    void endRow() throws SQLException {
        put((byte) '\n');
        first = true;
        if (length >= BUFFER_BYTES) {
            flush();
        }
    }

    long finish() throws SQLException {
        flush();
        return copy.endCopy();
    }

    @Override
    public void close() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }

    private void flush() throws SQLException {
        copy.writeToCopy(buffer, 0, length);
        length = 0;
    }

    private void write(Object value) {
        switch (value) {
            case Optional<?> optional -> optional.ifPresentOrElse(this::write, () -> plain("\\N"));
            case String text -> escaped(text);
            case Column.Json json -> escaped(json.text());
            case Boolean flag -> put((byte) (flag ? 't' : 'f'));
            case Long number -> plain(Long.toString(number));
            case Integer number -> plain(Integer.toString(number));
            case LocalDate date -> plain(date.toString());
            case Instant instant -> plain(INSTANT.format(instant));
            default -> throw new IllegalArgumentException("a column cannot hold a " + value.getClass());
        }
    }

    private void plain(String ascii) {
        int size = ascii.length();
        ensure(size);
        for (int i = 0; i < size; i++) {
            buffer[length++] = (byte) ascii.charAt(i);
        }
    }

    private void escaped(String text) {
        ensure(text.length() * 4);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                encoded(text.substring(i));
                return;
            }
            escapedByte((byte) c);
        }
    }

    private void encoded(String rest) {
        for (byte b : rest.getBytes(StandardCharsets.UTF_8)) {
            escapedByte(b);
        }
    }

    private void escapedByte(byte b) {
        switch (b) {
            case '\\' -> pair('\\');
            case '\n' -> pair('n');
            case '\r' -> pair('r');
            case '\t' -> pair('t');
            case 0 -> throw new IllegalArgumentException("a text must not hold the character NUL");
            default -> buffer[length++] = b;
        }
    }

    private void pair(char escaped) {
        buffer[length++] = '\\';
        buffer[length++] = (byte) escaped;
    }

    private void put(byte b) {
        ensure(1);
        buffer[length++] = b;
    }

    private void ensure(int more) {
        if (buffer.length - length < more) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + more));
        }
    }
}

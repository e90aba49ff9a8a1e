// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import ca.openpolicy.core.Cursor;
import ca.openpolicy.core.InvalidValueException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Cursors as texts: flags, the first bytes of the query's hash, the sort values, a signature; in URL-safe base 64. What
 * verifies was made here, so that its form need not be doubted.
 */
record CursorCodec(CursorKey key) {
    private static final int SIGNATURE = 16;
    private static final int QUERY = 8;
    private static final int BACKWARD = 1;
    private static final int INCLUSIVE = 2;

    Cursor encode(KeysetQuery<?> query, Position position) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte((position.backward() ? BACKWARD : 0) | (position.inclusive() ? INCLUSIVE : 0));
            out.write(QueryHash.of(query), 0, QUERY);
            write(out, position.values());
            byte[] body = bytes.toByteArray();
            out.write(key.sign(body, body.length), 0, SIGNATURE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Cursor(text(bytes.toByteArray()));
    }

    Position decode(KeysetQuery<?> query, Cursor cursor) {
        byte[] bytes = verified(cursor);
        int end = bytes.length - SIGNATURE;
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, end))) {
            int flags = in.readUnsignedByte();
            if (!Arrays.equals(in.readNBytes(QUERY), Arrays.copyOf(QueryHash.of(query), QUERY))) {
                throw refused(cursor, "a cursor of this query; this one belongs to another query");
            }
            return new Position(read(in, query.order()), (flags & BACKWARD) != 0, (flags & INCLUSIVE) != 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] verified(Cursor cursor) {
        byte[] bytes = bytes(cursor);
        int end = bytes.length - SIGNATURE;
        boolean good = end > QUERY
                && text(bytes).equals(cursor.token())
                && MessageDigest.isEqual(
                        Arrays.copyOf(key.sign(bytes, end), SIGNATURE), Arrays.copyOfRange(bytes, end, bytes.length));
        if (!good) {
            throw notACursor(cursor);
        }
        return bytes;
    }

    private static byte[] bytes(Cursor cursor) {
        try {
            return Base64.getUrlDecoder().decode(cursor.token());
        } catch (IllegalArgumentException e) {
            throw notACursor(cursor);
        }
    }

    private static String text(byte[] bytes) {
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        if (text.length() > Cursor.MAX_LENGTH) {
            throw new IllegalStateException("the sort values of a row do not fit into a cursor of " + Cursor.MAX_LENGTH
                    + " characters; sort by a shorter expression, such as left(title, 200)");
        }
        return text;
    }

    private static void write(DataOutputStream out, List<Optional<Object>> values) throws IOException {
        for (Optional<Object> value : values) {
            out.writeBoolean(value.isPresent());
            if (value.isPresent()) {
                write(out, value.get());
            }
        }
    }

    private static void write(DataOutputStream out, Object value) throws IOException {
        switch (value) {
            case Long number -> out.writeLong(number);
            case Integer number -> out.writeInt(number);
            case Boolean truth -> out.writeBoolean(truth);
            case LocalDate date -> out.writeLong(date.toEpochDay());
            case Instant instant -> {
                out.writeLong(instant.getEpochSecond());
                out.writeInt(instant.getNano());
            }
            case String text -> writeText(out, text.getBytes(StandardCharsets.UTF_8));
            default -> throw new IllegalStateException(value.getClass() + " is no sort value");
        }
    }

    private static void writeText(DataOutputStream out, byte[] text) throws IOException {
        if (text.length > Cursor.MAX_LENGTH) {
            throw new IllegalStateException("a sort value of " + text.length
                    + " bytes does not fit into a cursor; sort by a shorter expression, such as left(title, 200)");
        }
        out.writeShort(text.length);
        out.write(text);
    }

    private static List<Optional<Object>> read(DataInputStream in, List<SortKey> order) throws IOException {
        List<Optional<Object>> values = new ArrayList<>(order.size());
        for (SortKey key : order) {
            values.add(in.readBoolean() ? Optional.of(read(in, key.kind())) : Optional.empty());
        }
        return values;
    }

    private static Object read(DataInputStream in, SortKey.Kind kind) throws IOException {
        return switch (kind) {
            case LONG -> in.readLong();
            case INT -> in.readInt();
            case BOOLEAN -> in.readBoolean();
            case DATE -> LocalDate.ofEpochDay(in.readLong());
            case INSTANT -> Instant.ofEpochSecond(in.readLong(), in.readInt());
            case TEXT -> new String(in.readNBytes(in.readUnsignedShort()), StandardCharsets.UTF_8);
        };
    }

    private static InvalidValueException notACursor(Cursor cursor) {
        return refused(cursor, "a cursor from the next or prev link of this query; this is not a cursor");
    }

    private static InvalidValueException refused(Cursor cursor, String wanted) {
        return InvalidValueException.of("cursor", cursor.token(), wanted);
    }
}

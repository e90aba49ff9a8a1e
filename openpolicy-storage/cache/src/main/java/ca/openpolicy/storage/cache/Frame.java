// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32C;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * A value as it is kept outside of the process. Big-endian: magic {@code OPC1}, flags (1 absent, 2 packed with
 * deflate), schema of the codec, when it was made, until when it is fresh and until when it may be served (milliseconds
 * since 1970), the number for its versions, its slots (a count, two bytes each), the length of the value, the value,
 * CRC-32C of the key and of all before: a value that is found under another key is none.
 */
final class Frame {
    private static final int MAGIC = 0x4F504331;
    private static final byte ABSENT = 1;
    private static final byte PACKED = 2;
    private static final int FIXED = 4 + 1 + 4 + 4 * 8 + 8 + 2 + 4 + 4;
    private static final int MOST_UNPACKED = 64 << 20;

    private final int schema;
    private final Entry.Life life;
    private final long versions;
    private final int[] slots;
    private final Optional<byte[]> value;

    /**
     * A value.
     *
     * @param schema of the codec
     * @param life its times
     * @param versions the number for the versions of its slots
     * @param slots what it was made of
     * @param value its bytes; none where there is no value
     */
    Frame(int schema, Entry.Life life, long versions, int[] slots, Optional<byte[]> value) {
        this.schema = schema;
        this.life = life;
        this.versions = versions;
        this.slots = slots;
        this.value = value;
    }

    int schema() {
        return schema;
    }

    Entry.Life life() {
        return life;
    }

    long versions() {
        return versions;
    }

    int[] slots() {
        return slots;
    }

    Optional<byte[]> value() {
        return value;
    }

    byte[] write(String key, int compressedFrom) {
        byte[] plain = value.orElse(new byte[0]);
        byte[] body = plain.length >= compressedFrom ? packed(plain) : plain;
        boolean isPacked = body.length < plain.length;
        if (!isPacked) {
            body = plain;
        }
        byte flags = (byte) ((value.isEmpty() ? ABSENT : 0) | (isPacked ? PACKED : 0));
        ByteBuffer out = ByteBuffer.allocate(FIXED + 2 * slots.length + body.length);
        out.putInt(MAGIC).put(flags).putInt(schema);
        out.putLong(life.madeAt())
                .putLong(life.eagerAt())
                .putLong(life.softAt())
                .putLong(life.hardAt());
        out.putLong(versions).putShort((short) slots.length);
        for (int slot : slots) {
            out.putShort((short) slot);
        }
        out.putInt(plain.length).put(body);
        out.putInt(sum(key, out.array(), out.position()));
        return out.array();
    }

    /** Empty for anything that was not written by {@link #write}. */
    static Optional<Frame> read(String key, byte[] bytes) {
        try {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            boolean whole = bytes.length >= FIXED
                    && in.getInt(bytes.length - 4) == sum(key, bytes, bytes.length - 4)
                    && in.getInt() == MAGIC;
            return whole ? Optional.of(body(in)) : Optional.empty();
        } catch (BufferUnderflowException | DataFormatException | IllegalArgumentException broken) {
            return Optional.empty();
        }
    }

    private static Frame body(ByteBuffer in) throws DataFormatException {
        byte flags = in.get();
        int schema = in.getInt();
        Entry.Life life = new Entry.Life(in.getLong(), in.getLong(), in.getLong(), in.getLong());
        long versions = in.getLong();
        int[] slots = new int[Short.toUnsignedInt(in.getShort())];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = Short.toUnsignedInt(in.getShort());
            if (slots[i] >= Slots.COUNT) {
                throw new IllegalArgumentException("no such slot");
            }
        }
        int length = in.getInt();
        byte[] body = new byte[in.remaining() - 4];
        in.get(body);
        byte[] plain = (flags & PACKED) == 0 ? body : unpacked(body, length);
        return new Frame(schema, life, versions, slots, (flags & ABSENT) == 0 ? Optional.of(plain) : Optional.empty());
    }

    private static int sum(String key, byte[] bytes, int length) {
        CRC32C sum = new CRC32C();
        sum.update(key.getBytes(StandardCharsets.UTF_8));
        sum.update(bytes, 0, length);
        return (int) sum.getValue();
    }

    private static byte[] packed(byte[] plain) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        try {
            deflater.setInput(plain);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream(plain.length / 2);
            byte[] part = new byte[8_192];
            while (!deflater.finished()) {
                out.write(part, 0, deflater.deflate(part));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private static byte[] unpacked(byte[] body, int length) throws DataFormatException {
        if (length < 0 || length > MOST_UNPACKED) {
            throw new IllegalArgumentException("no such length");
        }
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(body);
            byte[] plain = new byte[length];
            if (inflater.inflate(plain) != length) {
                throw new DataFormatException("shorter than it says");
            }
            return plain;
        } finally {
            inflater.end();
        }
    }
}

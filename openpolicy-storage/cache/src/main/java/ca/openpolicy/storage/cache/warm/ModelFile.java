// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache.warm;

import ca.openpolicy.core.RejectedException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.CRC32C;

/**
 * A model as bytes: what it is, its version, the length and the checksum of the rest; then the steps and the rows, both
 * used longest ago first. Nothing is believed of bytes whose checksum is wrong, and no number of them is believed that
 * says how much is to follow.
 */
final class ModelFile {
    private static final int MAGIC = 0x4f50574d;
    private static final int VERSION = 1;
    private static final int LARGEST = 64 << 20;
    private static final int LONGEST_WAY = 200;

    private ModelFile() {}

    static <K> void write(
            OutputStream out, Function<K, String> text, Map<Steps.Step, Tally> steps, Map<K, Row<K>> rows, double scale)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream body = new DataOutputStream(bytes);
        body.writeInt(steps.size());
        for (Map.Entry<Steps.Step, Tally> each : steps.entrySet()) {
            body.writeUTF(each.getKey().way());
            body.writeUTF(each.getKey().relation());
            body.writeFloat((float) (each.getValue().tried() * scale));
            body.writeFloat((float) (each.getValue().came() * scale));
        }
        body.writeInt(rows.size());
        for (Map.Entry<K, Row<K>> each : rows.entrySet()) {
            writeRow(body, text, each.getKey(), each.getValue(), scale);
        }
        byte[] written = bytes.toByteArray();
        DataOutputStream head = new DataOutputStream(out);
        head.writeInt(MAGIC);
        head.writeInt(VERSION);
        head.writeInt(written.length);
        head.writeInt(sum(written));
        head.write(written);
        head.flush();
    }

    private static <K> void writeRow(DataOutputStream body, Function<K, String> text, K key, Row<K> row, double scale)
            throws IOException {
        body.writeUTF(text.apply(key));
        body.writeFloat((float) (row.seen() * scale));
        body.writeByte(row.next().size());
        for (Row.Next<K> next : row.next()) {
            body.writeUTF(text.apply(next.key()));
            body.writeFloat((float) (next.count() * scale));
        }
    }

    static <K> void read(
            InputStream in,
            Function<String, K> key,
            ModelSettings settings,
            Map<Steps.Step, Tally> steps,
            Map<K, Row<K>> rows)
            throws IOException {
        DataInputStream body = new DataInputStream(new ByteArrayInputStream(checked(in)));
        try {
            for (int count = body.readInt(); count > 0; count--) {
                Steps.Step step = new Steps.Step(way(body.readUTF()), relation(body.readUTF()));
                float tried = amount(body.readFloat());
                steps.put(step, new Tally(tried, Math.min(tried, amount(body.readFloat()))));
            }
            for (int count = body.readInt(); count > 0; count--) {
                readRow(body, key, settings, rows);
            }
        } catch (IOException | RuntimeException unreadable) {
            throw unreadable instanceof RejectedException said ? said : malformed("it ends or breaks off inside");
        }
        if (body.read() >= 0) {
            throw malformed("something follows on its end");
        }
    }

    private static <K> void readRow(
            DataInputStream body, Function<String, K> key, ModelSettings settings, Map<K, Row<K>> rows)
            throws IOException {
        K read = key.apply(keyText(body.readUTF(), settings));
        Row<K> row = new Row<>(amount(body.readFloat()));
        int count = body.readUnsignedByte();
        if (count > Row.MOST) {
            throw malformed(count + " keys follow on one, must be at most " + Row.MOST);
        }
        for (int i = 0; i < count; i++) {
            row.follow(key.apply(keyText(body.readUTF(), settings)), amount(body.readFloat()));
        }
        rows.put(read, row);
    }

    private static byte[] checked(InputStream in) throws IOException {
        DataInputStream head = new DataInputStream(in);
        byte[] first = head.readNBytes(4 * Integer.BYTES);
        DataInputStream fields = new DataInputStream(new ByteArrayInputStream(first));
        if (first.length < 4 * Integer.BYTES || fields.readInt() != MAGIC) {
            throw malformed("it does not begin as one");
        }
        int version = fields.readInt();
        if (version != VERSION) {
            throw new RejectedException(
                    "unknown-access-model", 0, "an access model of version " + version + ", must be " + VERSION);
        }
        int length = fields.readInt();
        if (length < 0 || length > LARGEST) {
            throw malformed("it is said to have " + length + " bytes, must be at most " + LARGEST);
        }
        byte[] body = head.readNBytes(length);
        if (body.length < length || sum(body) != fields.readInt()) {
            throw malformed("its checksum is wrong");
        }
        return body;
    }

    private static int sum(byte[] bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes);
        return (int) sum.getValue();
    }

    private static String way(String text) {
        if (text.length() > LONGEST_WAY) {
            throw malformed("a way has " + text.length() + " characters, must be at most " + LONGEST_WAY);
        }
        return text;
    }

    private static String relation(String text) {
        if (!Hint.isRelation(text)) {
            throw malformed("a relation has a name that is none");
        }
        return text;
    }

    private static String keyText(String text, ModelSettings settings) {
        if (text.length() > settings.keyLength()) {
            throw malformed("a key has " + text.length() + " characters, must be at most " + settings.keyLength());
        }
        return text;
    }

    private static float amount(float value) {
        if (!(value >= 0 && value <= Float.MAX_VALUE)) {
            throw malformed("a count is " + value + ", must be 0 or more");
        }
        return value;
    }

    private static RejectedException malformed(String what) {
        return new RejectedException("malformed-access-model", 0, "not an access model: " + what);
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache.warm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.openpolicy.core.RejectedException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.zip.CRC32C;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFileTest {
    private static final ModelSettings SETTINGS = ModelSettings.defaults();
    private static final int HEAD = 4 * Integer.BYTES;
    private static final Hints<String> VOTES =
            key -> key.endsWith("/votes") ? List.of() : List.of(new Hint<>("bill>votes", key + "/votes"));

    @TempDir
    private Path folder;

    private static AccessModel<String> trained() {
        AccessModel<String> model = AccessModel.empty(SETTINGS);
        for (int i = 0; i < 40; i++) {
            learn(model, i, "bill-" + i % 10, i * 30_000L);
            learn(model, i, "bill-" + i % 10 + "/votes", i * 30_000L + 10_000);
        }
        return model;
    }

    private static void learn(AccessModel<String> model, long reader, String key, long millis) {
        assertThat(model.read(reader + 1, key, VOTES.after(key), millis)).isNotNull();
    }

    private static byte[] written(AccessModel<String> model) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        model.write(out, Function.identity());
        return out.toByteArray();
    }

    private static AccessModel<String> read(byte[] bytes) throws IOException {
        return AccessModel.from(new ByteArrayInputStream(bytes), Function.identity(), SETTINGS);
    }

    private static void isRejected(byte[] bytes, String code) {
        assertThatThrownBy(() -> read(bytes))
                .isInstanceOfSatisfying(
                        RejectedException.class,
                        rejected -> assertThat(rejected.code()).isEqualTo(code));
    }

    private static void isMalformed(byte[] bytes) {
        isRejected(bytes, "malformed-access-model");
    }

    @Test
    void what_was_written_predicts_alike_when_it_is_read() throws IOException {
        AccessModel<String> model = trained();
        AccessModel<String> again = read(written(model));
        long later = 10_000_000;
        List<Prediction<String>> expected = model.read(99, "bill-3", VOTES.after("bill-3"), later);
        List<Prediction<String>> found = again.read(99, "bill-3", VOTES.after("bill-3"), later);
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.size(); i++) {
            assertThat(found.get(i).key()).isEqualTo(expected.get(i).key());
            assertThat(found.get(i).likely())
                    .isCloseTo(expected.get(i).likely(), org.assertj.core.data.Offset.offset(0.01));
        }
        assertThat(written(read(written(model)))).isEqualTo(written(read(written(model))));
    }

    @Test
    void a_model_keeps_no_reader() throws IOException {
        AccessModel<String> model = trained();
        assertThat(model.readers()).isPositive();
        assertThat(read(written(model)).readers()).isZero();
    }

    @Test
    void whatever_is_cut_off_it_is_no_model() throws IOException {
        byte[] whole = written(trained());
        for (int length = 0; length < whole.length; length++) {
            isMalformed(Arrays.copyOf(whole, length));
        }
    }

    @Test
    void whatever_byte_is_wrong_it_is_no_model() throws IOException {
        byte[] whole = written(trained());
        for (int place = 0; place < whole.length; place++) {
            byte[] damaged = whole.clone();
            damaged[place] ^= (byte) (1 << place % 8);
            assertThatThrownBy(() -> read(damaged)).isInstanceOf(RejectedException.class);
        }
    }

    @Test
    void another_version_is_told_from_damage() throws IOException {
        byte[] whole = written(trained());
        ByteBuffer.wrap(whole).putInt(Integer.BYTES, 2);
        isRejected(whole, "unknown-access-model");
    }

    @Test
    void bytes_with_a_right_checksum_are_not_believed_either() throws IOException {
        byte[] body = Arrays.copyOfRange(written(trained()), HEAD, written(trained()).length);
        Random random = new Random(11);
        for (int i = 0; i < 5_000; i++) {
            byte[] damaged = body.clone();
            for (int change = random.nextInt(1, 5); change > 0; change--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            predictsOrIsRejected(
                    framed(random.nextBoolean() ? damaged : Arrays.copyOf(damaged, random.nextInt(body.length))));
        }
        for (int i = 0; i < 2_000; i++) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            predictsOrIsRejected(framed(noise));
        }
    }

    private static void predictsOrIsRejected(byte[] bytes) throws IOException {
        try {
            AccessModel<String> model = read(bytes);
            assertThat(model.read(1, "bill-3", VOTES.after("bill-3"), 1_000))
                    .allSatisfy(each -> assertThat(each.likely()).isBetween(0.0, 1.0));
        } catch (RejectedException rejected) {
            assertThat(rejected.code()).isEqualTo("malformed-access-model");
        }
    }

    @Test
    void counts_that_are_none_and_numbers_that_promise_too_much_are_refused() throws IOException {
        isMalformed(framed(ByteBuffer.allocate(4).putInt(Integer.MAX_VALUE).array()));
        for (float wrong : new float[] {Float.NaN, -1, Float.POSITIVE_INFINITY}) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            DataOutputStream data = new DataOutputStream(body);
            data.writeInt(0);
            data.writeInt(1);
            data.writeUTF("key");
            data.writeFloat(wrong);
            data.writeByte(0);
            isMalformed(framed(body.toByteArray()));
        }
        byte[] endless = framed(new byte[8]);
        ByteBuffer.wrap(endless).putInt(2 * Integer.BYTES, Integer.MAX_VALUE);
        isMalformed(endless);
        isMalformed(framed(new byte[9]));
    }

    @Test
    void what_does_not_fit_is_left_out() throws IOException {
        AccessModel<String> small = AccessModel.from(
                new ByteArrayInputStream(written(trained())), Function.identity(), SETTINGS.withSizes(3, 1));
        assertThat(small.keys()).isEqualTo(3);
    }

    private static byte[] framed(byte[] body) {
        CRC32C sum = new CRC32C();
        sum.update(body);
        return ByteBuffer.allocate(HEAD + body.length)
                .putInt(0x4f50574d)
                .putInt(1)
                .putInt(body.length)
                .putInt((int) sum.getValue())
                .put(body)
                .array();
    }

    @Test
    void a_log_trains_a_model_packed_or_not() throws IOException {
        StringBuilder log = new StringBuilder("# a day\n\n");
        for (int i = 0; i < 40; i++) {
            log.append(i * 30_000L)
                    .append(" reader")
                    .append(i)
                    .append(" bill ")
                    .append(i)
                    .append('\n');
            log.append(i * 30_000L + 5_000)
                    .append(" reader")
                    .append(i)
                    .append(" bill ")
                    .append(i)
                    .append("/votes\r\n");
        }
        Path plain = Files.writeString(folder.resolve("log"), log);
        Path packed = folder.resolve("log.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(log.toString().getBytes(StandardCharsets.UTF_8));
        }
        AccessModel<String> ofPlain = AccessModel.trained(plain, Function.identity(), VOTES, SETTINGS);
        AccessModel<String> ofPacked = AccessModel.trained(packed, Function.identity(), VOTES, SETTINGS);
        assertThat(written(ofPlain)).isEqualTo(written(ofPacked));
        assertThat(ofPlain.read(5, "bill new", VOTES.after("bill new"), 40 * 30_000L))
                .first()
                .satisfies(next -> assertThat(next.key()).isEqualTo("bill new/votes"))
                .satisfies(next -> assertThat(next.likely()).isGreaterThan(0.7));
    }

    @Test
    void a_line_that_is_none_is_told_with_its_number() throws IOException {
        for (String wrong : List.of("when reader key", "12 reader", "12  key", "12", "1 r " + "x".repeat(5_000))) {
            Path log = Files.writeString(folder.resolve("wrong"), "1 reader key\n" + wrong + "\n");
            assertThatThrownBy(() -> AccessModel.trained(log, Function.identity(), Hints.none(), SETTINGS))
                    .isInstanceOfSatisfying(RejectedException.class, rejected -> {
                        assertThat(rejected.code()).isEqualTo("malformed-access-log");
                        assertThat(rejected.line()).isEqualTo(2);
                    });
        }
    }
}

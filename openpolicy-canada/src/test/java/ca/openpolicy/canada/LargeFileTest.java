// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

import static org.assertj.core.api.Assertions.assertThat;

import ca.openpolicy.core.Claim;
import ca.openpolicy.core.SourceFile;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Files far larger than the heap that reading them may take: they are made while they are read. */
@Isolated("it measures the heap")
class LargeFileTest {
    private static final int MIB = 1024 * 1024;
    private static final int SIZE = (Boolean.getBoolean("openpolicy.endurance") ? 240 : 64) * MIB;

    /** Counts claims and measures how much lives after some of them. */
    private static final class Counter implements SourceFile.Receiver {
        private long claims;
        private long most;

        @Override
        public void claim(Claim claim, long line) {
            claims++;
            if (claims % 10_000 == 0) {
                most = Math.max(most, used());
            }
        }

        @Override
        public void unrecognised(String found) {
            throw new AssertionError(found);
        }

        @Override
        public void warn(String code, long line, String message) {
            throw new AssertionError(message);
        }

        @Override
        public void reject(String code, long line, String message) {
            throw new AssertionError(code + " in line " + line + ": " + message);
        }
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /** The parts one after the other, each made when it is wanted. */
    private static final class Parts extends InputStream {
        private final Iterator<String> parts;
        private final AtomicLong size;
        private byte[] part = {};
        private int at;

        Parts(Iterator<String> parts, AtomicLong size) {
            this.parts = parts;
            this.size = size;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (at == part.length) {
                if (!parts.hasNext()) {
                    return -1;
                }
                part = parts.next().getBytes(StandardCharsets.UTF_8);
                size.addAndGet(part.length);
                at = 0;
            }
            int count = Math.min(length, part.length - at);
            System.arraycopy(part, at, target, offset, count);
            at += count;
            return count;
        }
    }

    private static void check(String row, String from, String first, String between, String after) throws Exception {
        AtomicLong size = new AtomicLong();
        int rows = SIZE / row.length();
        Stream<String> middle = IntStream.range(0, rows)
                .mapToObj(i ->
                        (i == 0 ? "" : between) + row.replace(from, "C-" + (i % 9_000 + 1) + (char) ('A' + i / 9_000)));
        Supplier<InputStream> content = () -> new Parts(
                Stream.concat(Stream.concat(Stream.of(first), middle), Stream.of(after))
                        .iterator(),
                size);
        Counter counter = new Counter();
        long before = used();

        new MemoryFile("large", content, CanadaSettings.defaults()).read(counter);

        assertThat(size.get()).isGreaterThan(SIZE * 99L / 100);
        assertThat(counter.claims).isEqualTo(rows + 1L);
        assertThat(counter.most).isLessThan(before + 40L * MIB);
    }

    @Test
    void an_xml_list_larger_than_the_heap_it_may_take_is_read_in_little_memory() throws Exception {
        String text = Fixtures.text("bills.xml").replace("lighthouses and", "lighthouses &amp; &#233; &lt;");
        int start = text.indexOf("  <Bill>");
        int end = text.indexOf("</Bill>") + "</Bill>\r\n".length();

        check(text.substring(start, end), "C-11", "<Bills>\r\n", "", "</Bills>");
    }

    @Test
    void a_json_list_larger_than_the_heap_it_may_take_is_read_in_little_memory() throws Exception {
        String text = Fixtures.text("bills.json");

        check(text.substring(1, text.indexOf("},{") + 1), "C-11", "[", ",", "]");
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarTest {
    @TempDir
    Path root;

    @Test
    void files_directories_and_links_come_out() throws IOException {
        unpack(entry("bin/", '5', "", ""), entry("bin/run", '0', "", "#!"), entry("lib/a.so", '2', "a.so.1", ""));
        assertThat(root.resolve("bin/run")).hasContent("#!").isExecutable();
        assertThat(Files.readSymbolicLink(root.resolve("lib/a.so"))).isEqualTo(Path.of("a.so.1"));
    }

    @Test
    void nothing_is_written_outside() {
        assertThatIOException().isThrownBy(() -> unpack(entry("../evil", '0', "", "x")));
        assertThatIOException().isThrownBy(() -> unpack(entry("/etc/evil", '0', "", "x")));
        assertThatIOException().isThrownBy(() -> unpack(entry("lib", '2', "../../evil", "")));
    }

    @Test
    void what_is_cut_off_or_unknown_is_refused() {
        byte[] whole = entry("bin/run", '0', "", "x".repeat(600));
        assertThatIOException().isThrownBy(() -> unpack(Arrays.copyOf(whole, 700)));
        assertThatIOException().isThrownBy(() -> Tar.unpack(new ByteArrayInputStream(whole), root));
        assertThatIOException().isThrownBy(() -> unpack(entry("bin/hard", '1', "bin/run", "")));
    }

    private void unpack(byte[]... entries) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] entry : entries) {
            all.writeBytes(entry);
        }
        all.writeBytes(new byte[1024]);
        Tar.unpack(new ByteArrayInputStream(all.toByteArray()), root);
    }

    private static byte[] entry(String name, char type, String link, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[512 + (bytes.length + 511) / 512 * 512];
        put(all, 0, name);
        put(all, 100, "0000755");
        put(all, 124, "%011o".formatted(bytes.length));
        all[156] = (byte) type;
        put(all, 157, link);
        System.arraycopy(bytes, 0, all, 512, bytes.length);
        return all;
    }

    private static void put(byte[] all, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, all, at, bytes.length);
    }
}

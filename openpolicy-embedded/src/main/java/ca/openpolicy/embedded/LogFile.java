// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * What a server says, in a file that only its owner may read.
 *
 * @param path the file
 */
record LogFile(Path path) {
    private static final int BYTES = 10_000_000;
    private static final int TAIL_BYTES = 4_000;

    /** Begins anew when much was said before; one older file is kept. */
    void prepare() throws IOException {
        if (size() > BYTES) {
            Path older = path.resolveSibling(path.getFileName() + ".1");
            Files.move(path, older, StandardCopyOption.REPLACE_EXISTING);
        }
        if (!Files.exists(path)) {
            Files.createFile(path, DataDirectory.permissions("rw-------"));
        }
    }

    long size() {
        return path.toFile().length();
    }

    /** What was said since then, or the end of it if that is much. */
    String since(long before) {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.position(Math.max(before, channel.size() - TAIL_BYTES));
            byte[] tail = Channels.newInputStream(channel).readNBytes(TAIL_BYTES);
            return new String(tail, StandardCharsets.UTF_8).strip();
        } catch (IOException noLog) {
            return "(no log)";
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Small invented files in the native formats. */
final class Fixtures {
    private Fixtures() {}

    static String text(String name) {
        try (InputStream in = Objects.requireNonNull(Fixtures.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static byte[] bytes(String name) {
        return text(name).getBytes(StandardCharsets.UTF_8);
    }

    static Recorded read(String name) {
        return Recorded.of(name, text(name));
    }

    /** Reads a fixture in which every occurrence of one text is another. */
    static Recorded changed(String name, String from, String to) {
        String text = text(name);
        if (!text.contains(from)) {
            throw new IllegalArgumentException(name + " has no " + from);
        }
        return Recorded.of(name, text.replace(from, to));
    }
}

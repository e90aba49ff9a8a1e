// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/**
 * How values are written for tiers outside of the process. Bytes that cannot be read, or were written under another
 * number, are no value and no error. Safe for use by many threads.
 *
 * @param <V> the type of the values
 */
public interface Codec<V> {
    /**
     * Writes a value.
     *
     * @param value the value
     * @return its bytes
     */
    byte[] write(V value);

    /**
     * Reads a value.
     *
     * @param bytes what was written
     * @return the value; any exception means that there is none
     */
    V read(byte[] bytes);

    /**
     * The number of the form of the bytes, another one for each form that older programs cannot read.
     *
     * @return the number
     */
    int schema();

    /**
     * About how much memory a value takes.
     *
     * @param value the value
     * @return how many bytes
     */
    default int weight(V value) {
        return write(value).length;
    }

    /**
     * Bytes as they are.
     *
     * @return the codec
     */
    static Codec<byte[]> bytes() {
        return of(1, bytes -> bytes, bytes -> bytes);
    }

    /**
     * Text as UTF-8.
     *
     * @return the codec
     */
    static Codec<String> text() {
        return of(1, text -> text.getBytes(StandardCharsets.UTF_8), bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /**
     * A codec of two functions.
     *
     * @param schema the number of the form
     * @param write writes a value
     * @param read reads a value
     * @param <V> the type of the values
     * @return the codec
     */
    static <V> Codec<V> of(int schema, Function<V, byte[]> write, Function<byte[], V> read) {
        return new Codec<>() {
            @Override
            public byte[] write(V value) {
                return write.apply(value);
            }

            @Override
            public V read(byte[] bytes) {
                return read.apply(bytes);
            }

            @Override
            public int schema() {
                return schema;
            }
        };
    }
}

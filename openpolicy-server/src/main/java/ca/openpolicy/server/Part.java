// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server;

import ca.openpolicy.core.Archive;
import ca.openpolicy.core.format.Shape;
import ca.openpolicy.core.format.WordsJson;
import jakarta.json.stream.JsonGenerator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;

/**
 * Something below one thing that has an address of its own, such as the history of a bill.
 *
 * @param name the last part of its address
 * @param paged whether it is a list, or has one in it
 * @param shape how it looks, or an element of it
 * @param lists the list that it has in it, by its field, with how its elements look; none if it is a list itself
 * @param meta constants of its answers beside the data
 * @param reader reads it
 * @param <E> the thing that it is below
 */
public record Part<E>(
        String name,
        boolean paged,
        Shape<?> shape,
        Map<String, Shape<?>> lists,
        Map<String, String> meta,
        Reader<E> reader) {
    /** Copies the maps. */
    public Part {
        lists = Map.copyOf(lists);
        meta = Map.copyOf(meta);
    }

    /**
     * Reads a part.
     *
     * @param <E> the thing that it is below
     */
    @FunctionalInterface
    public interface Reader<E> {
        /**
         * Reads it.
         *
         * @param archive where from
         * @param of the thing that it is below
         * @param span which stretch of it
         * @return what to answer
         */
        Content read(Archive archive, E of, Span span);
    }

    /**
     * What to answer.
     *
     * @param data writes the data
     * @param paging where its list goes on; absent if it is none
     */
    public record Content(BiConsumer<WordsJson, JsonGenerator> data, Optional<Paging> paging) {}

    /**
     * Where a list goes on.
     *
     * @param next where it goes on; absent at its end
     * @param previous where the stretch before begins; absent at the start
     * @param total how many it holds, if asked for
     */
    public record Paging(OptionalLong next, OptionalLong previous, LongSupplier total) {}

    /**
     * Reads a stretch of a list.
     *
     * @param <E> the thing that it is below
     * @param <T> what is listed
     */
    @FunctionalInterface
    public interface ListReader<E, T> {
        /**
         * Reads it.
         *
         * @param archive where from
         * @param of the thing that it is below
         * @param span which stretch
         * @return the stretch
         */
        Span.Slice<T> read(Archive archive, E of, Span span);
    }

    /**
     * One thing below another.
     *
     * @param name the last part of its address
     * @param reader reads it
     * @param shape how it looks
     * @param <E> the thing that it is below
     * @param <T> the thing
     * @return the part
     */
    public static <E, T> Part<E> one(String name, BiFunction<Archive, E, T> reader, Shape<T> shape) {
        return new Part<>(name, false, shape, Map.of(), Map.of(), (archive, of, span) -> {
            T thing = reader.apply(archive, of);
            return new Content((words, json) -> words.write(shape, thing, json), Optional.empty());
        });
    }

    /**
     * A list below one thing.
     *
     * @param name the last part of its address
     * @param reader reads a stretch
     * @param shape how an element looks
     * @param <E> the thing that it is below
     * @param <T> what is listed
     * @return the part
     */
    public static <E, T> Part<E> list(String name, ListReader<E, T> reader, Shape<T> shape) {
        return new Part<>(name, true, shape, Map.of(), Map.of(), (archive, of, span) -> {
            Span.Slice<T> slice = reader.read(archive, of, span);
            BiConsumer<WordsJson, JsonGenerator> all = (words, json) -> {
                json.writeStartArray();
                slice.items().forEach(each -> words.write(shape, each, json));
                json.writeEnd();
            };
            return new Content(all, Optional.of(new Paging(slice.next(), slice.previous(), slice.total())));
        });
    }

    /**
     * The same with a constant beside the data.
     *
     * @param key its name
     * @param value what it says
     * @return the part
     */
    public Part<E> saying(String key, String value) {
        return new Part<>(name, paged, shape, lists, Map.of(key, value), reader);
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server;

import ca.openpolicy.core.Archive;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.format.Shape;
import ca.openpolicy.core.format.WordsJson;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * Something below one thing that has an address of its own, such as the history of a bill.
 *
 * @param name the last part of its address
 * @param shape how it, or an element of it, looks
 * @param list whether it is a list
 * @param paged whether it comes in stretches
 * @param meta constants of its answers beside the data
 * @param reader reads it
 * @param lasting reads it where the thing was deleted; absent if it goes with the thing
 * @param <E> the thing that it is below
 */
public record Part<E>(
        String name,
        Shape<?> shape,
        boolean list,
        boolean paged,
        Map<String, String> meta,
        Reader<E> reader,
        Optional<Lasting> lasting) {
    /** Copies the map. */
    public Part {
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

    /** Reads a part of what was deleted. */
    @FunctionalInterface
    public interface Lasting {
        /**
         * Reads it.
         *
         * @param archive where from
         * @param of the id of the thing that it is below
         * @param span which stretch of it
         * @return what to answer
         */
        Content read(Archive archive, EntityId of, Span span);
    }

    /** What to answer. */
    public sealed interface Content {
        /**
         * One thing.
         *
         * @param shape how it looks
         * @param thing the thing
         * @param with what is added to the way in which it is written
         * @param paging where a list in it goes on, if there is one
         * @param <T> the thing's type
         */
        record One<T>(Shape<T> shape, T thing, UnaryOperator<WordsJson> with, Optional<Paging> paging)
                implements Content {}

        /**
         * A stretch of a list.
         *
         * @param shape how an element looks
         * @param slice the stretch
         * @param <T> what is listed
         */
        record Many<T>(Shape<T> shape, Span.Slice<T> slice) implements Content {}
    }

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
        return new Part<>(
                name,
                shape,
                false,
                false,
                Map.of(),
                (archive, of, span) ->
                        new Content.One<>(shape, reader.apply(archive, of), UnaryOperator.identity(), Optional.empty()),
                Optional.empty());
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
        return new Part<>(
                name,
                shape,
                true,
                true,
                Map.of(),
                (archive, of, span) -> new Content.Many<>(shape, reader.read(archive, of, span)),
                Optional.empty());
    }

    /**
     * A list below one thing that stays when the thing is deleted.
     *
     * @param name the last part of its address
     * @param id tells the id of the thing
     * @param reader reads a stretch
     * @param shape how an element looks
     * @param <E> the thing that it is below
     * @param <T> what is listed
     * @return the part
     */
    public static <E, T> Part<E> lasting(
            String name, Function<E, EntityId> id, ListReader<EntityId, T> reader, Shape<T> shape) {
        Lasting lasting = (archive, of, span) -> new Content.Many<>(shape, reader.read(archive, of, span));
        return new Part<>(
                name,
                shape,
                true,
                true,
                Map.of(),
                (archive, of, span) -> lasting.read(archive, id.apply(of), span),
                Optional.of(lasting));
    }

    /**
     * The same with a constant beside the data.
     *
     * @param key its name
     * @param value what it says
     * @return the part
     */
    public Part<E> saying(String key, String value) {
        return new Part<>(name, shape, list, paged, Map.of(key, value), reader, lasting);
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.EntityKey;
import ca.openpolicy.core.Revision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Declares a shape, field by field in the order of the wire. */
final class ShapeBuilder<W> {
    private final String name;
    private final String description;
    private final List<Property<W, ?>> properties = new ArrayList<>();

    private ShapeBuilder(String name, String description) {
        this.name = name;
        this.description = description;
    }

    static <W> ShapeBuilder<W> named(String name, String description) {
        return new ShapeBuilder<>(name, description);
    }

    /** A field that always has a value. */
    <V> ShapeBuilder<W> of(String field, String says, Type<V> type, Function<W, ? extends V> value) {
        return add(field, says, false, Optional.empty(), type, (word, words) -> Optional.of(value.apply(word)));
    }

    /** A field that is null where there is no value. */
    <V> ShapeBuilder<W> maybe(String field, String says, Type<V> type, Function<W, Optional<V>> value) {
        return add(field, says, true, Optional.empty(), type, (word, words) -> value.apply(word));
    }

    /** A string that is null where it is empty. */
    ShapeBuilder<W> filled(String field, String says, Function<W, String> value) {
        return maybe(
                field,
                says,
                Types.STRING,
                word -> Optional.of(value.apply(word)).filter(text -> !text.isEmpty()));
    }

    /** A field whose value depends on what is known when it is written. */
    <V> ShapeBuilder<W> known(String field, String says, Type<V> type, Property.Getter<W, V> value) {
        return add(field, says, false, Optional.empty(), type, value);
    }

    <V> ShapeBuilder<W> list(String field, String says, Type<V> items, Function<W, List<V>> values) {
        return of(field, says, Types.listOf(items), values);
    }

    /** A list of the word itself that is written only when asked for. */
    <V> ShapeBuilder<W> part(Include include, String field, String says, Type<V> items, Function<W, List<V>> values) {
        return add(
                field,
                says,
                false,
                Optional.of(include),
                Types.listOf(items),
                (word, words) -> Optional.of(values.apply(word)));
    }

    /** What is looked up for the word and written only when asked for. */
    <V> ShapeBuilder<W> included(
            Included<V> included, String field, String says, Type<V> type, Function<W, EntityId> id) {
        return add(
                field,
                says,
                false,
                Optional.of(included.include()),
                type,
                (word, words) -> Optional.of(words.lookUp(included, id.apply(word))));
    }

    /** The whole of what this refers to, written only when asked for. */
    <V> ShapeBuilder<W> resource(
            Included<Optional<V>> included, String says, Supplier<Shape<V>> shape, Function<W, Optional<EntityId>> id) {
        return add(
                "resource",
                says,
                true,
                Optional.of(included.include()),
                Types.whole(shape),
                (word, words) -> id.apply(word).flatMap(each -> words.lookUp(included, each)));
    }

    /** Id, key and address: what every word with a natural key begins with. */
    ShapeBuilder<W> identity(Function<W, ? extends EntityKey> key) {
        return id(key).key(key).of("url", "Where it is found.", Types.ADDRESS, word -> Kind.url(key.apply(word)));
    }

    /** Id, key and address of another word. */
    ShapeBuilder<W> reference(Function<W, ? extends EntityKey> key) {
        return id(key).key(key).link("url", "Where it is found.", word -> Kind.url(key.apply(word)));
    }

    ShapeBuilder<W> id(Function<W, ? extends EntityKey> key) {
        return of(
                "id",
                "An opaque identifier that never changes.",
                Types.ID,
                word -> key.apply(word).id());
    }

    ShapeBuilder<W> key(Function<W, ? extends EntityKey> key) {
        return of(
                "key",
                "The natural key, which can be used wherever the id can.",
                Types.STRING,
                word -> key.apply(word).canonical());
    }

    /** An address of something else, left out of tables. */
    ShapeBuilder<W> link(String field, String says, Function<W, String> address) {
        return of(field, says, Types.offTable(Types.ADDRESS), address);
    }

    ShapeBuilder<W> revision(Function<W, Revision> revision) {
        return of(
                        "version",
                        "How often it was changed; 0 if it was never stored.",
                        Types.INTEGER,
                        word -> revision.apply(word).version())
                .maybe(
                        "created_at",
                        "When it was first stored.",
                        Types.INSTANT,
                        word -> stored(revision.apply(word)).map(Revision::created))
                .maybe(
                        "updated_at",
                        "When it was last changed.",
                        Types.INSTANT,
                        word -> stored(revision.apply(word)).map(Revision::updated));
    }

    private static Optional<Revision> stored(Revision revision) {
        return Optional.of(revision).filter(each -> each.version() > 0);
    }

    /** Ends the declaration with an invented word of this shape. */
    Shape<W> like(Supplier<W> example) {
        return new Shape<>(name, description, properties, example);
    }

    private <V> ShapeBuilder<W> add(
            String field,
            String says,
            boolean nullable,
            Optional<Include> include,
            Type<V> type,
            Property.Getter<W, V> getter) {
        properties.add(new Property<>(field, says, nullable, include, type, getter));
        return this;
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.Coded;
import ca.openpolicy.core.EntityKey;
import ca.openpolicy.core.Identifier;
import ca.openpolicy.core.Revision;
import ca.openpolicy.core.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The columns of a table, in order, each with a reader of its cell; whatever is absent is an empty cell. */
final class Columns<W> {
    private final List<String> names = new ArrayList<>();
    private final List<Function<W, String>> cells = new ArrayList<>();

    List<String> names() {
        return List.copyOf(names);
    }

    List<String> row(W word) {
        return cells.stream().map(cell -> cell.apply(word)).toList();
    }

    Columns<W> of(String name, Function<W, ?> value) {
        names.add(name);
        cells.add(word -> cell(value.apply(word)));
        return this;
    }

    Columns<W> maybe(String name, Function<W, ? extends Optional<?>> value) {
        names.add(name);
        cells.add(word -> value.apply(word).map(Columns::cell).orElse(""));
        return this;
    }

    /** Two columns, one a language. */
    Columns<W> text(String name, Function<W, Text> text) {
        return maybe(name + "_en", word -> text.apply(word).en())
                .maybe(name + "_fr", word -> text.apply(word).fr());
    }

    /** Id, key and address. */
    Columns<W> identity(Function<W, ? extends EntityKey> key) {
        return of("id", word -> key.apply(word).id())
                .of("key", word -> key.apply(word).canonical())
                .of("url", word -> Kind.url(key.apply(word)));
    }

    /** All identifiers in one cell, such as {@code legisinfo:11752 other:5}. */
    Columns<W> identifiers(Function<W, List<Identifier>> identifiers) {
        return of(
                "identifiers",
                word -> identifiers.apply(word).stream()
                        .map(each -> each.scheme() + ":" + each.value())
                        .collect(Collectors.joining(" ")));
    }

    Columns<W> revision(Function<W, Revision> revision) {
        return of("version", word -> revision.apply(word).version())
                .maybe("created_at", word -> stored(revision.apply(word)).map(Revision::created))
                .maybe("updated_at", word -> stored(revision.apply(word)).map(Revision::updated));
    }

    private static Optional<Revision> stored(Revision revision) {
        return Optional.of(revision).filter(each -> each.version() > 0);
    }

    private static String cell(Object value) {
        return value instanceof Coded coded ? coded.code() : value.toString();
    }
}

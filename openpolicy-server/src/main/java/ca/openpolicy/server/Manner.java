// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server;

import ca.openpolicy.core.Archive;
import ca.openpolicy.core.format.Include;
import ca.openpolicy.core.format.Language;
import ca.openpolicy.core.format.Shape;
import ca.openpolicy.core.format.WordsJson;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a request wants to be answered.
 *
 * @param format the form
 * @param language the only language, if only one is wanted
 * @param fields the only fields, if only some are wanted
 * @param include the parts that are wanted beside
 */
record Manner(Format format, Optional<Language> language, Optional<Set<String>> fields, Set<Include> include) {
    static final List<Format> ALL = List.of(Format.values());
    static final List<Format> ONE = List.of(Format.JSON);

    private static final String INCLUDE = "include";
    private static final String FIELDS = "fields";

    Manner {
        include = Set.copyOf(include);
    }

    /** The names of the parameters that say it. */
    static List<String> names(List<Include> offered) {
        List<String> names = new ArrayList<>(List.of("lang", FIELDS, "format"));
        if (!offered.isEmpty()) {
            names.add(INCLUDE);
        }
        return names;
    }

    static Manner read(Call call, Shape<?> shape, List<Include> offered, List<Format> formats) {
        Common common = call.common();
        Optional<Set<String>> fields = common.fields(shape);
        Set<Include> asked = offered.isEmpty() ? Set.of() : common.include(offered);
        Manner manner = new Manner(
                common.format(accept(call.request().headers()), formats),
                common.language(),
                fields,
                with(asked, fields.orElse(Set.of()), shape, offered));
        if (manner.format == Format.CSV && !manner.include.isEmpty()) {
            call.faults()
                    .add(
                            ProblemType.INVALID_VALUE,
                            asked.isEmpty() ? FIELDS : INCLUDE,
                            "a table has no room for parts; take them from addresses of their own");
        }
        return manner;
    }

    /** Who chooses a field that comes only when asked for has asked for it. */
    private static Set<Include> with(Set<Include> asked, Set<String> fields, Shape<?> shape, List<Include> offered) {
        Set<Include> all = EnumSet.noneOf(Include.class);
        all.addAll(asked);
        shape.fields().stream()
                .filter(field -> fields.contains(field.name()))
                .flatMap(field -> field.include().stream())
                .filter(offered::contains)
                .forEach(all::add);
        return all;
    }

    private static String accept(ServerRequestHeaders headers) {
        return headers.contains(HeaderNames.ACCEPT)
                ? String.join(",", headers.get(HeaderNames.ACCEPT).allValues())
                : "";
    }

    /** How words are written. Lines are whole unless said otherwise, so that what is exported can be imported. */
    WordsJson words(Known known) {
        WordsJson words = WordsJson.plain().with(known);
        words = language.isPresent() ? words.in(language.get()) : words;
        words = fields.isPresent() ? words.selecting(fields.get()) : words;
        return format == Format.NDJSON ? words.whole() : words;
    }

    /** The same with the parts that were asked for, looked up for all things at once. */
    <E> WordsJson words(Known known, Resource<E> of, Archive archive, List<E> things, int most) {
        WordsJson words = words(known);
        for (Expansion<E> expansion : of.expansions()) {
            if (include.contains(expansion.include())) {
                words = expansion.adding().to(words, archive, things, most);
            }
        }
        return words;
    }

    /** What is looked up elsewhere has changes of its own. */
    boolean looksUp() {
        return include.stream().anyMatch(part -> !part.own());
    }
}

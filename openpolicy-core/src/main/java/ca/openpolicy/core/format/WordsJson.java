// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.EntityKey;
import ca.openpolicy.core.Text;
import jakarta.json.stream.JsonGenerator;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * How words are written: with which names, languages, further parts and fields. {@link #write} writes one word as one
 * JSON object; {@link NdjsonWriter} and {@link CsvWriter} write many.
 *
 * <p>Every field is always present, null where the word has nothing to say; only the parts of {@link Include} are
 * written when asked for. Immutable: each change of an option gives another instance.
 */
public final class WordsJson {
    private static final WordsJson PLAIN = of(Names.NONE, Optional.empty());

    private final Names names;
    private final Optional<Language> language;
    private final Set<Include> include;
    private final Map<Include, Function<EntityId, ?>> lookUps;
    private final Optional<Set<String>> fields;

    private WordsJson(
            Names names,
            Optional<Language> language,
            Set<Include> include,
            Map<Include, Function<EntityId, ?>> lookUps,
            Optional<Set<String>> fields) {
        this.names = names;
        this.language = language;
        this.include = include;
        this.lookUps = lookUps;
        this.fields = fields;
    }

    private static WordsJson of(Names names, Optional<Language> language) {
        return new WordsJson(names, language, Set.of(), Map.of(), Optional.empty());
    }

    /**
     * Writes both languages, all fields, no further parts, and no names of parties.
     *
     * @return the writer
     */
    public static WordsJson plain() {
        return PLAIN;
    }

    /**
     * The same, with the names of what words refer to.
     *
     * @param known knows the names
     * @return the writer
     */
    public WordsJson with(Names known) {
        return new WordsJson(known, language, include, lookUps, fields);
    }

    /**
     * The same, with only one language of each text filled; the other one serves where that one is absent. A table then
     * has no columns of the other language.
     *
     * @param only the language
     * @return the writer
     */
    public WordsJson in(Language only) {
        return new WordsJson(names, Optional.of(only), include, lookUps, fields);
    }

    /**
     * The same, with further parts that the words themselves hold.
     *
     * @param parts what else to write
     * @return the writer
     */
    public WordsJson including(Include... parts) {
        for (Include part : parts) {
            if (!part.own() && !lookUps.containsKey(part)) {
                throw new IllegalArgumentException(part + " is not held by the word: say how it is looked up");
            }
        }
        return new WordsJson(names, language, more(Arrays.asList(parts)), lookUps, fields);
    }

    /**
     * The same, with a further part that is looked up. It is written without parts of its own.
     *
     * @param part what else to write
     * @param lookUp finds it by id, see {@link Included}; called while words are written
     * @param <V> what is found
     * @return the writer
     */
    public <V> WordsJson including(Included<V> part, Function<EntityId, V> lookUp) {
        Map<Include, Function<EntityId, ?>> more = new EnumMap<>(Include.class);
        more.putAll(lookUps);
        more.put(part.include(), lookUp);
        return new WordsJson(names, language, more(Set.of(part.include())), Collections.unmodifiableMap(more), fields);
    }

    /**
     * The same, with all parts that the words themselves hold: what an export needs, so that an import elsewhere gives
     * the same words.
     *
     * @return the writer
     */
    public WordsJson whole() {
        return including(Arrays.stream(Include.values()).filter(Include::own).toArray(Include[]::new));
    }

    /**
     * The same, with only some of the fields at the top level; {@code id} is always written. A part that must be asked
     * for is written if it is both asked for and among the fields.
     *
     * @param only their names, see {@link Shape#fields}; names of no field are passed over
     * @return the writer
     */
    public WordsJson selecting(Set<String> only) {
        return new WordsJson(names, language, include, lookUps, Optional.of(Set.copyOf(only)));
    }

    /**
     * Where a word is found.
     *
     * @param key its natural key
     * @return the path, such as {@code /api/v1/bills/ca/44-1/C-11}
     */
    public static String url(EntityKey key) {
        return Kind.url(key);
    }

    /**
     * Writes a word as one object where the generator stands: as the root, as an element of an array, or behind
     * {@link JsonGenerator#writeKey}; nothing is flushed or closed.
     *
     * @param shape how it looks, one of {@link Shapes}
     * @param word the word
     * @param json where to
     * @param <W> the word's type
     */
    public <W> void write(Shape<W> shape, W word, JsonGenerator json) {
        shape.writeChosen(word, this, json);
    }

    boolean wants(Include part) {
        return include.contains(part);
    }

    boolean selects(String field) {
        return fields.isEmpty() || fields.get().contains(field);
    }

    /** Whether texts have this language. */
    boolean speaks(String code) {
        return language.isEmpty() || language.get().code().equals(code);
    }

    Names names() {
        return names;
    }

    Text inLanguage(Text text) {
        return language.map(only -> only.only(text)).orElse(text);
    }

    /** How words within a word are written: without further parts. */
    WordsJson bare() {
        return of(names, language);
    }

    <V> V lookUp(Included<V> part, EntityId id) {
        return part.find(lookUps, id);
    }

    private Set<Include> more(Iterable<Include> parts) {
        Set<Include> more = EnumSet.noneOf(Include.class);
        more.addAll(include);
        parts.forEach(more::add);
        return Collections.unmodifiableSet(more);
    }
}

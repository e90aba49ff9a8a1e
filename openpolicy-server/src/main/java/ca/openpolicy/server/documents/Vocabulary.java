// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.documents;

import ca.openpolicy.core.Basis;
import ca.openpolicy.core.BillStatus;
import ca.openpolicy.core.BillType;
import ca.openpolicy.core.Chamber;
import ca.openpolicy.core.Choice;
import ca.openpolicy.core.Coded;
import ca.openpolicy.core.Run;
import ca.openpolicy.core.StageName;
import ca.openpolicy.core.StageState;
import ca.openpolicy.core.VoteContext;
import ca.openpolicy.core.VoteResult;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * A closed list of words and what each means.
 *
 * @param name what it is called
 * @param words its words, in order
 */
record Vocabulary(String name, List<Word> words) {
    private static final Properties MEANINGS = read();

    private static final List<Vocabulary> ALL = List.of(
            of("Status of a bill", BillStatus.class),
            of("Type of a bill", BillType.class),
            of("Stage of a bill", StageName.class),
            of("State of a stage", StageState.class),
            of("Chamber", Chamber.class),
            of("Result of a vote", VoteResult.class),
            of("Context of a vote", VoteContext.class),
            of("Choice of a ballot", Choice.class),
            of("Basis", Basis.class),
            of("State of a run", Run.State.class));

    /**
     * A word.
     *
     * @param code the word on the wire
     * @param meaning what it means
     * @param source how the sources of Canada say it; empty if they do not
     */
    record Word(String code, String meaning, String source) {}

    static List<Vocabulary> all() {
        return ALL;
    }

    /** The one with these words. */
    static Optional<Vocabulary> of(List<String> codes) {
        return ALL.stream()
                .filter(each -> each.words().stream().map(Word::code).toList().equals(codes))
                .findFirst();
    }

    private static <E extends Enum<E> & Coded> Vocabulary of(String name, Class<E> type) {
        return new Vocabulary(
                name,
                Arrays.stream(type.getEnumConstants())
                        .map(each -> word(type, each.code()))
                        .toList());
    }

    private static Word word(Class<?> type, String code) {
        String key = type.getSimpleName() + "." + code;
        return new Word(code, MEANINGS.getProperty(key, ""), MEANINGS.getProperty(key + ".source", ""));
    }

    /** Whether the sources have words of their own for it. */
    boolean sourced() {
        return words.stream().anyMatch(word -> !word.source().isEmpty());
    }

    private static Properties read() {
        Properties meanings = new Properties();
        try {
            meanings.load(new StringReader(Texts.read("vocabulary.properties")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return meanings;
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.Coded;
import ca.openpolicy.core.EntityKey;
import ca.openpolicy.core.InvalidValueException;
import ca.openpolicy.core.PartyKey;
import ca.openpolicy.core.Text;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Reads the fields of one object by what they mean. What is wrong becomes a fault and reads as absent; {@link #word}
 * then gives nothing.
 */
final class Reading {
    private static final Pattern WHOLE = Pattern.compile("-?\\d{1,18}");

    private static final String DAY = "a date such as 2024-12-17";
    private static final int DAY_LENGTH = 10;

    private final Node.Fields object;
    private final String pointer;
    private final Findings findings;
    private final long faultsBefore;
    private final Set<String> known = new HashSet<>();

    Reading(Node.Fields object, String pointer, Findings findings, long faultsBefore) {
        this.object = object;
        this.pointer = pointer;
        this.findings = findings;
        this.faultsBefore = faultsBefore;
    }

    /** Reads a part of a word. */
    @FunctionalInterface
    interface Part<W> {
        Optional<W> read(Reading in);
    }

    /** Makes the word of all that was read, unless something was wrong or a field is not known. */
    <W> Optional<W> word(Supplier<W> maker) {
        object.byName().keySet().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> fault(name, "is not a field that is known here"));
        if (findings.count() > faultsBefore) {
            return Optional.empty();
        }
        try {
            return Optional.of(maker.get());
        } catch (InvalidValueException e) {
            findings.add(pointer, "must be " + e.wanted());
            return Optional.empty();
        }
    }

    /** Knows a field and does not look at it. */
    void ignore(String name) {
        known.add(name);
    }

    <V> Optional<V> required(String name, Optional<V> value) {
        if (find(name).isEmpty()) {
            fault(name, "is required");
        }
        return value;
    }

    Optional<String> string(String name) {
        return find(name).flatMap(node -> {
            if (node instanceof Node.Words words) {
                return Optional.of(words.value());
            }
            return wrong(name, node, "a string");
        });
    }

    <V> Optional<V> value(String name, String wanted, Function<String, V> reader) {
        return string(name).flatMap(text -> {
            try {
                return Optional.of(reader.apply(text));
            } catch (InvalidValueException e) {
                return wrong(name, "must be " + e.wanted());
            } catch (DateTimeException | IllegalArgumentException e) {
                return wrong(name, "must be " + wanted);
            }
        });
    }

    <K extends EntityKey> Optional<K> key(String name, Function<String, K> reader) {
        return value(name, "a key", reader);
    }

    Optional<LocalDate> date(String name) {
        return value(name, DAY, Reading::day);
    }

    Optional<OffsetDateTime> moment(String name) {
        return value(
                name,
                "a time with offset such as 2024-12-17T18:45:00-05:00",
                text -> OffsetDateTime.parse(fourDigitYear(text)));
    }

    private static String fourDigitYear(String text) {
        if (text.startsWith("+") || text.startsWith("-")) {
            throw new DateTimeException("the year has more than four digits");
        }
        return text;
    }

    private static LocalDate day(String text) {
        if (text.length() != DAY_LENGTH) {
            throw InvalidValueException.of("date", text, DAY);
        }
        return LocalDate.parse(text);
    }

    Optional<Instant> instant(String name) {
        return value(name, "a time such as 2024-12-17T23:45:00Z", text -> Instant.parse(fourDigitYear(text)));
    }

    <E extends Enum<E> & Coded> Optional<E> code(String name, Class<E> vocabulary) {
        return value(name, "a code", text -> Coded.parse(vocabulary, name, text));
    }

    <E extends Enum<E> & Coded> Set<E> codes(String name, Class<E> vocabulary) {
        List<Node> items = elements(name).orElse(List.of());
        Set<E> found = EnumSet.noneOf(vocabulary);
        for (int i = 0; i < items.size(); i++) {
            code(Findings.pointer(Findings.pointer(pointer, name), Integer.toString(i)), items.get(i), vocabulary)
                    .ifPresent(found::add);
        }
        return found;
    }

    private <E extends Enum<E> & Coded> Optional<E> code(String at, Node node, Class<E> vocabulary) {
        Optional<E> code = node instanceof Node.Words words ? Coded.find(vocabulary, words.value()) : Optional.empty();
        if (code.isEmpty()) {
            findings.add(at, "must be one of " + String.join(", ", Coded.codes(vocabulary)));
        }
        return code;
    }

    Optional<Boolean> flag(String name) {
        return find(name).flatMap(node -> {
            if (node instanceof Node.Flag flag) {
                return Optional.of(flag.value());
            }
            return wrong(name, node, "true or false");
        });
    }

    Optional<Long> number(String name) {
        return find(name).flatMap(node -> {
            if (node instanceof Node.Digits digits
                    && WHOLE.matcher(digits.literal()).matches()) {
                return Optional.of(Long.parseLong(digits.literal()));
            }
            return wrong(name, node, "a whole number");
        });
    }

    /** A count; 0 where it is absent. */
    long count(String name) {
        return Optional.of(number(name).orElse(0L))
                .filter(value -> value >= 0)
                .or(() -> wrong(name, "must be a whole number from 0"))
                .orElse(0L);
    }

    /** A count that fits an int; 0 where it is absent. */
    int smallCount(String name) {
        return Optional.of(count(name))
                .filter(value -> value <= Integer.MAX_VALUE)
                .or(() -> wrong(name, "must be a whole number from 0 to " + Integer.MAX_VALUE))
                .orElse(0L)
                .intValue();
    }

    Text text(String name) {
        return object(name, Reading::text).orElse(Text.NONE);
    }

    private static Optional<Text> text(Reading in) {
        Optional<String> en = in.string("en");
        Optional<String> fr = in.string("fr");
        return in.word(() -> new Text(en, fr));
    }

    <W> Optional<W> object(String name, Part<W> part) {
        return find(name).flatMap(node -> inner(Findings.pointer(pointer, name), node, part));
    }

    <W> List<W> list(String name, Part<W> part) {
        return elements(name)
                .map(items -> items(Findings.pointer(pointer, name), items, part))
                .orElse(List.of());
    }

    private Optional<List<Node>> elements(String name) {
        return find(name)
                .flatMap(node -> node instanceof Node.Elements elements
                        ? Optional.of(elements.items())
                        : wrong(name, node, "an array"));
    }

    /** A field that follows from others: it may be absent; otherwise it must agree. */
    void same(String name, Optional<String> expected) {
        string(name)
                .filter(found -> expected.isPresent() && !found.equals(expected.get()))
                .ifPresent(found -> fault(name, "does not agree: must be '" + expected.orElse("") + "'"));
    }

    /** A number that follows from others: it may be absent; otherwise it must agree. */
    void sameNumber(String name, Optional<Integer> expected) {
        number(name)
                .filter(found -> expected.isPresent() && found != expected.get().longValue())
                .ifPresent(found -> fault(name, "does not agree: must be " + expected.orElse(0)));
    }

    /** The key and what every word with a natural key begins with. */
    <K extends EntityKey> Optional<K> identity(Function<String, K> reader) {
        Optional<K> key = required("key", key("key", reader));
        same("id", key.map(each -> each.id().toString()));
        same("url", key.map(Kind::url));
        return key;
    }

    void name(PartyKey party, Text name) {
        findings.name(party, name);
    }

    void fault(String name, String detail) {
        findings.add(Findings.pointer(pointer, name), detail);
    }

    private <W> List<W> items(String at, List<Node> items, Part<W> part) {
        List<W> words = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            inner(at + "/" + i, items.get(i), part).ifPresent(words::add);
        }
        return words;
    }

    private <W> Optional<W> inner(String at, Node node, Part<W> part) {
        if (node instanceof Node.Fields fields) {
            return part.read(new Reading(fields, at, findings, findings.count()));
        }
        findings.add(at, "is " + node.described() + ", must be an object");
        return Optional.empty();
    }

    private Optional<Node> find(String name) {
        known.add(name);
        return Optional.ofNullable(object.byName().get(name)).filter(node -> !(node instanceof Node.Nothing));
    }

    private <V> Optional<V> wrong(String name, Node found, String wanted) {
        return wrong(name, "is " + found.described() + ", must be " + wanted);
    }

    private <V> Optional<V> wrong(String name, String detail) {
        fault(name, detail);
        return Optional.empty();
    }
}

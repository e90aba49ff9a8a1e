// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server;

import ca.openpolicy.core.InvalidValueException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The declaration of one setting.
 *
 * @param name its name in files, such as {@code server.port}
 * @param fallback the text of its default; empty for none
 * @param allowed what values it takes, in words
 * @param meaning what it does, in a sentence
 * @param reader reads its text, throwing {@link InvalidValueException} if it is not allowed
 * @param <T> its type
 */
public record Setting<T>(String name, String fallback, String allowed, String meaning, Function<String, T> reader) {
    private static final Pattern SPAN = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
    private static final String PREFIX = "OPENPOLICY_";

    /**
     * A whole number.
     *
     * @param name its name
     * @param fallback its default
     * @param least the smallest value
     * @param most the largest value
     * @param meaning what it does
     * @return the declaration
     */
    public static Setting<Long> number(String name, long fallback, long least, long most, String meaning) {
        String allowed = "a whole number from " + least + " to " + most;
        return new Setting<>(
                name, Long.toString(fallback), allowed, meaning, text -> number(name, text, least, most, allowed));
    }

    /**
     * A span of time.
     *
     * @param name its name
     * @param fallback its default, such as {@code 30s}
     * @param least the shortest span
     * @param most the longest span
     * @param meaning what it does
     * @return the declaration
     */
    public static Setting<Duration> duration(
            String name, String fallback, Duration least, Duration most, String meaning) {
        String allowed = "a time such as 500ms, 30s, 5m or 2h, from " + shown(least) + " to " + shown(most);
        return new Setting<>(name, fallback, allowed, meaning, text -> {
            Duration value = duration(name, text, allowed);
            if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
                throw InvalidValueException.of(name, text, allowed);
            }
            return value;
        });
    }

    /**
     * Something that is so or not.
     *
     * @param name its name
     * @param fallback its default
     * @param meaning what it does
     * @return the declaration
     */
    public static Setting<Boolean> flag(String name, boolean fallback, String meaning) {
        List<String> allowed = List.of("true", "false");
        return new Setting<>(name, Boolean.toString(fallback), "true or false", meaning, text -> {
            String word = text.toLowerCase(Locale.ROOT);
            if (!allowed.contains(word)) {
                throw InvalidValueException.oneOf(name, text, allowed);
            }
            return word.equals("true");
        });
    }

    /**
     * Something that may be absent.
     *
     * @param name its name
     * @param allowed what values it takes, in words
     * @param meaning what it does
     * @param reader reads its text if there is any
     * @param <T> its type
     * @return the declaration
     */
    public static <T> Setting<Optional<T>> optional(
            String name, String allowed, String meaning, Function<String, T> reader) {
        return new Setting<>(
                name,
                "",
                allowed,
                meaning,
                text -> text.isEmpty() ? Optional.empty() : Optional.of(reader.apply(text)));
    }

    /**
     * Its name in the environment.
     *
     * @return such as {@code OPENPOLICY_SERVER_PORT}
     */
    public String variable() {
        return PREFIX + name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    private static long number(String name, String text, long least, long most, String allowed) {
        try {
            long value = Long.parseLong(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            throw InvalidValueException.of(name, text, allowed);
        }
        throw InvalidValueException.of(name, text, allowed);
    }

    private static Duration duration(String name, String text, String allowed) {
        Matcher matcher = SPAN.matcher(text);
        if (matcher.matches()) {
            return span(Long.parseLong(matcher.group(1)), matcher.group(2));
        }
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw InvalidValueException.of(name, text, allowed);
        }
    }

    private static Duration span(long count, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    private static String shown(Duration span) {
        if (span.toMillisPart() > 0) {
            return span.toMillis() + "ms";
        }
        if (span.toSecondsPart() > 0) {
            return span.toSeconds() + "s";
        }
        return span.toMinutesPart() > 0 ? span.toMinutes() + "m" : span.toHours() + "h";
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server;

import ca.openpolicy.core.Coded;
import ca.openpolicy.core.Cursor;
import ca.openpolicy.core.InvalidValueException;
import ca.openpolicy.core.PageRequest;
import ca.openpolicy.core.format.Include;
import ca.openpolicy.core.format.Language;
import ca.openpolicy.core.format.WordsJson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The parameters that addresses share: of every list, and of everything that is written. */
final class Common {
    private static final List<String> PAGING = List.of("limit", "cursor", "count");
    private static final List<String> FLAGS = List.of("true", "false");

    private final Parameters parameters;
    private final Faults faults;

    Common(Parameters parameters, Faults faults) {
        this.parameters = parameters;
        this.faults = faults;
    }

    /** Reports every parameter that is not among the names. */
    void allow(boolean paged, List<Include> includes, List<String> more) {
        List<String> allowed = Stream.of(
                        more,
                        paged ? PAGING : List.<String>of(),
                        List.of("lang"),
                        includes.isEmpty() ? List.<String>of() : List.of("include"))
                .flatMap(List::stream)
                .toList();
        parameters.report(faults);
        parameters.all().stream()
                .map(Parameters.Parameter::name)
                .filter(name -> !allowed.contains(name))
                .distinct()
                .forEach(name -> faults.add(
                        ProblemType.UNKNOWN_PARAMETER, name, "there is no parameter " + shown(name), allowed));
    }

    int limit(int usual) {
        return value("limit").map(this::limit).orElse(usual);
    }

    private int limit(String text) {
        boolean number = text.chars().allMatch(c -> c >= '0' && c <= '9');
        long limit = number && text.length() <= 18 ? Long.parseLong(text) : number ? Long.MAX_VALUE : 0;
        if (limit > PageRequest.MAX_LIMIT) {
            faults.add(
                    ProblemType.LIMIT_EXCEEDED,
                    "limit",
                    "limit is " + shown(text) + ", must be at most " + PageRequest.MAX_LIMIT);
        } else if (limit < 1) {
            faults.add(
                    ProblemType.INVALID_VALUE,
                    "limit",
                    "limit is " + shown(text) + ", must be a number from 1 to " + PageRequest.MAX_LIMIT);
        }
        return Math.clamp(limit, 1, PageRequest.MAX_LIMIT);
    }

    Optional<Cursor> cursor() {
        try {
            return value("cursor").map(Cursor::new);
        } catch (InvalidValueException e) {
            faults.add(ProblemType.INVALID_CURSOR, "cursor", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    boolean count() {
        return value("count")
                .flatMap(text -> faults.check("count", () -> Criteria.oneOf("count", text, FLAGS, Boolean::valueOf)))
                .orElse(false);
    }

    /** How words are written for this request. */
    WordsJson words(Known known, List<Include> includes) {
        WordsJson words = WordsJson.plain().with(known);
        Optional<Language> language = language();
        return (language.isPresent() ? words.in(language.get()) : words)
                .including(include(includes).toArray(Include[]::new));
    }

    Optional<Language> language() {
        return value("lang").flatMap(text -> faults.check("lang", () -> Coded.parse(Language.class, "lang", text)));
    }

    private List<Include> include(List<Include> offered) {
        List<Include> wanted = new ArrayList<>();
        if (!offered.isEmpty()) {
            List<String> names = offered.stream().map(Coded::code).toList();
            value("include").stream()
                    .flatMap(text -> Arrays.stream(text.split(",", -1)))
                    .map(String::strip)
                    .forEach(text -> faults.check(
                                    "include",
                                    () -> Criteria.oneOf(
                                            "include",
                                            text,
                                            names,
                                            name -> Coded.parse(Include.class, "include", name)))
                            .ifPresent(wanted::add));
        }
        return wanted;
    }

    private Optional<String> value(String name) {
        return parameters.value(name).filter(text -> !text.isEmpty());
    }

    private static String shown(String text) {
        return "'" + (text.length() <= 60 ? text : text.substring(0, 60) + "...") + "'";
    }
}

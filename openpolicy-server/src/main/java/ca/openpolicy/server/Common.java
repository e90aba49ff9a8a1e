// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server;

import ca.openpolicy.core.Coded;
import ca.openpolicy.core.Cursor;
import ca.openpolicy.core.InvalidValueException;
import ca.openpolicy.core.PageRequest;
import ca.openpolicy.core.format.Include;
import ca.openpolicy.core.format.Language;
import ca.openpolicy.core.format.Shape;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The parameters that addresses share: of every list, and of everything that is written. */
final class Common {
    private static final List<String> FLAGS = List.of("true", "false");

    private final Parameters parameters;
    private final Faults faults;

    Common(Parameters parameters, Faults faults) {
        this.parameters = parameters;
        this.faults = faults;
    }

    /** Reports every parameter that is not among the names. */
    void allow(List<String> allowed) {
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

    /** In which form the rows are wanted: by the parameter, else by the header. */
    Format format(String accept, List<Format> offered) {
        return value("format")
                .map(text -> faults.check("format", () -> Format.named(text, offered))
                        .orElse(Format.JSON))
                .orElseGet(() -> Format.accepted(accept, offered));
    }

    Optional<Language> language() {
        return value("lang").flatMap(text -> faults.check("lang", () -> Coded.parse(Language.class, "lang", text)));
    }

    /** Which fields are wanted; all, unless it is said. */
    Optional<Set<String>> fields(Shape<?> shape) {
        List<String> names = shape.fields().stream().map(Shape.Field::name).toList();
        return value("fields").map(text -> Set.copyOf(chosen("fields", text, names)));
    }

    /** Which parts are wanted, of those that are offered. */
    Set<Include> include(List<Include> offered) {
        List<String> names = offered.stream().map(Coded::code).toList();
        Set<Include> wanted = EnumSet.noneOf(Include.class);
        value("include").stream()
                .flatMap(text -> chosen("include", text, names).stream())
                .forEach(name -> wanted.add(Coded.parse(Include.class, "include", name)));
        return wanted;
    }

    private List<String> chosen(String parameter, String text, List<String> names) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .flatMap(each ->
                        faults
                                .check(parameter, () -> Criteria.oneOf(parameter, each, names, Function.identity()))
                                .stream())
                .distinct()
                .toList();
    }

    private Optional<String> value(String name) {
        return parameters.value(name).filter(text -> !text.isEmpty());
    }

    private static String shown(String text) {
        return "'" + (text.length() <= 60 ? text : text.substring(0, 60) + "...") + "'";
    }
}

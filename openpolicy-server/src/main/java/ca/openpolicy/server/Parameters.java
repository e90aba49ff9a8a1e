// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server;

import io.helidon.common.uri.UriEncoding;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The parameters of a request, in the order in which they came. */
final class Parameters {
    private static final char REPLACEMENT = '\ufffd';
    private static final String ENCODED_REPLACEMENT = "%EF%BF%BD";

    private final List<Parameter> all;

    /** One parameter: as it came, and what it means. */
    record Parameter(String raw, String name, String value) {
        private static Parameter read(String raw) {
            int equals = raw.indexOf('=');
            return equals < 0
                    ? new Parameter(raw, UriEncoding.decodeQuery(raw), "")
                    : new Parameter(
                            raw,
                            UriEncoding.decodeQuery(raw.substring(0, equals)),
                            UriEncoding.decodeQuery(raw.substring(equals + 1)));
        }

        /** The decoder puts a mark for bytes that are no characters, which nobody sends by itself. */
        private boolean isBroken() {
            return value.indexOf(REPLACEMENT) >= 0
                    && !raw.toUpperCase(Locale.ROOT).contains(ENCODED_REPLACEMENT);
        }
    }

    private Parameters(List<Parameter> all) {
        this.all = List.copyOf(all);
    }

    static Parameters of(String query) {
        List<Parameter> all = new ArrayList<>();
        for (String raw : query.split("&", -1)) {
            if (!raw.isEmpty()) {
                all.add(Parameter.read(raw));
            }
        }
        return new Parameters(all);
    }

    List<Parameter> all() {
        return all;
    }

    Optional<String> value(String name) {
        return all.stream()
                .filter(parameter -> parameter.name().equals(name))
                .map(Parameter::value)
                .findFirst();
    }

    /** Reports each parameter that came twice, has no value, or one that no database takes. */
    void report(Faults faults) {
        Set<String> seen = new HashSet<>();
        for (Parameter parameter : all) {
            if (!seen.add(parameter.name())) {
                faults.add(
                        ProblemType.INVALID_VALUE,
                        parameter.name(),
                        parameter.name() + " is given twice; join several values by commas");
            } else if (parameter.value().isEmpty()) {
                faults.add(ProblemType.INVALID_VALUE, parameter.name(), parameter.name() + " has no value");
            } else if (parameter.value().indexOf('\0') >= 0) {
                faults.add(ProblemType.INVALID_VALUE, parameter.name(), parameter.name() + " holds U+0000");
            } else if (parameter.isBroken()) {
                faults.add(ProblemType.INVALID_VALUE, parameter.name(), parameter.name() + " is not UTF-8");
            }
        }
    }

    /** The same with another value of one parameter. */
    Parameters with(String name, String value) {
        List<Parameter> changed = new ArrayList<>(
                all.stream().filter(each -> !each.name().equals(name)).toList());
        changed.add(new Parameter(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8), name, value));
        return new Parameters(changed);
    }

    /** The same query at another place of its list. */
    String at(Optional<String> cursor) {
        String rest = all.stream()
                .filter(parameter -> !parameter.name().equals("cursor"))
                .map(Parameter::raw)
                .collect(Collectors.joining("&"));
        String place = cursor.map(token -> "cursor=" + token).orElse("");
        String joined = rest.isEmpty() || place.isEmpty() ? rest + place : rest + "&" + place;
        return joined.isEmpty() ? "" : "?" + joined;
    }
}

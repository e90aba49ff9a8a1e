// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * How long and how hard to measure, from system properties.
 *
 * @param pairs how many pairs of A and B
 * @param phase how long each of A and B is measured in a pair, and an open loop as a whole
 * @param warm how long each server is kept busy before that
 * @param connections how many callers a closed loop has
 * @param rate how many requests a second an open loop sends
 * @param place where the databases are kept between runs
 * @param extra settings of the server beside the usual ones, such as {@code log.access=false}
 */
record Measure(int pairs, Duration phase, Duration warm, int connections, int rate, Path place, List<String> extra) {
    private static final String PREFIX = "openpolicy.measure.";

    Measure {
        extra = List.copyOf(extra);
    }

    static Measure of(String[] arguments) {
        return new Measure(
                arguments.length == 0 ? 15 : Integer.parseInt(arguments[0]),
                Duration.ofSeconds(Integer.getInteger(PREFIX + "seconds", 5)),
                Duration.ofSeconds(Integer.getInteger(PREFIX + "warm", 20)),
                Integer.getInteger(PREFIX + "connections", 8),
                Integer.getInteger(PREFIX + "rate", 1000),
                Path.of(System.getProperty(PREFIX + "place", "target/measure")),
                Arrays.stream(System.getProperty(PREFIX + "set", "").split(","))
                        .filter(each -> !each.isBlank())
                        .toList());
    }

    /** A number of a benchmark's own among the further settings, such as {@code rows=1000}. */
    int extra(String name, int usual) {
        return Integer.parseInt(extraText(name, Integer.toString(usual)));
    }

    /** The same for a text, such as {@code peer=namastack}. */
    String extraText(String name, String usual) {
        return extra.stream()
                .filter(each -> each.startsWith(name + "="))
                .map(each -> each.substring(name.length() + 1))
                .reduce(usual, (before, last) -> last);
    }
}

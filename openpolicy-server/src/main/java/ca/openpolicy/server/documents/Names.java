// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.documents;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What things of the wire are called in clients and in sentences. */
final class Names {
    private Names() {}

    /** As part of an identifier: {@code etl/runs} becomes {@code EtlRuns}. */
    static String pascal(String wire) {
        return Arrays.stream(wire.split("[^A-Za-z0-9]+", -1))
                .filter(part -> !part.isEmpty())
                .map(part -> part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1))
                .collect(Collectors.joining());
    }

    /** As one word: {@code etl/runs} becomes {@code etl-runs}. */
    static String dashed(String wire) {
        return wire.replace('/', '-');
    }

    /** The last part: {@code etl/runs} becomes {@code runs}. */
    static String last(String wire) {
        return wire.substring(wire.lastIndexOf('/') + 1);
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import java.util.Comparator;

/**
 * Where something was read.
 *
 * @param file the file, relative to its source
 * @param line the line from 1; 0 where there is none
 */
record Place(String file, long line) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
            Comparator.comparing(Place::file).thenComparingLong(Place::line);

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line;
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Sorts key values exactly as the database does. */
record KeyOrder(List<SortKey> order, boolean backward) implements Comparator<List<Optional<Object>>> {

    @Override
    public int compare(List<Optional<Object>> left, List<Optional<Object>> right) {
        for (int i = 0; i < order.size(); i++) {
            int compared = compare(left.get(i), right.get(i), order.get(i));
            if (compared != 0) {
                return backward ? -compared : compared;
            }
        }
        return 0;
    }

    private static int compare(Optional<Object> left, Optional<Object> right, SortKey key) {
        if (left.isEmpty() || right.isEmpty()) {
            return Boolean.compare(left.isEmpty(), right.isEmpty());
        }
        int compared = values(left.get(), right.get());
        return key.descending() ? -compared : compared;
    }

    private static int values(Object left, Object right) {
        return switch (left) {
            case Long value -> Long.compare(value, (Long) right);
            case Integer value -> Integer.compare(value, (Integer) right);
            case Boolean value -> Boolean.compare(value, (Boolean) right);
            case LocalDate value -> value.compareTo((LocalDate) right);
            case Instant value -> value.compareTo((Instant) right);
            default -> Arrays.compareUnsigned(bytes(left), bytes(right));
        };
    }

    private static byte[] bytes(Object text) {
        return ((String) text).getBytes(StandardCharsets.UTF_8);
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

import ca.openpolicy.core.RejectedException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** One row of a document: its fields as text, and where it stands. A field that is null or nil is empty. */
record Row(Map<String, String> fields, long line) {
    private static final int MAX_FIELDS = 1_000;

    /** Collects a row within its bounds. */
    static final class Builder {
        private final Map<String, String> fields = new LinkedHashMap<>(64);
        private final int maxLength;
        private final long line;
        private int length;

        Builder(int maxLength, long line) {
            this.maxLength = maxLength;
            this.line = line;
        }

        void put(String name, String value) {
            length += name.length() + value.length();
            if (length > maxLength || fields.size() >= MAX_FIELDS) {
                throw new RejectedException(
                        "text-too-long",
                        line,
                        "a row is longer than " + maxLength + " characters or " + MAX_FIELDS
                                + " fields; the limit is the setting max-text-length");
            }
            if (fields.putIfAbsent(name, value) != null) {
                throw new RejectedException("malformed-row", line, "a row gives " + name + " twice");
            }
        }

        Row build() {
            return new Row(fields, line);
        }
    }

    /** Checks that the source has these fields, empty or not. */
    Row has(Collection<String> names) {
        for (String name : names) {
            if (!fields.containsKey(name)) {
                throw new RejectedException("missing-field", line, "has no field " + name);
            }
        }
        return this;
    }

    Optional<String> text(String name) {
        String value = fields.getOrDefault(name, "").strip();
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    String required(String name) {
        return text(name).orElseThrow(() -> new RejectedException("missing-field", line, "has no value of " + name));
    }

    OptionalInt number(String name, int least, int most) {
        return text(name)
                .map(value -> OptionalInt.of(parse(name, value, least, most)))
                .orElseGet(OptionalInt::empty);
    }

    int requiredNumber(String name, int least, int most) {
        return parse(name, required(name), least, most);
    }

    private int parse(String name, String value, int least, int most) {
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notAnInt) {
            // told below, like any other wrong value
        }
        throw invalid(name, value, "a whole number from " + least + " to " + most);
    }

    Optional<Boolean> flag(String name) {
        return text(name).map(value -> switch (value) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            case String other -> throw invalid(name, other, "true or false");
        });
    }

    RejectedException invalid(String name, String value, String wanted) {
        return new RejectedException("invalid-value", line, name + " is " + Shown.of(value) + ", must be " + wanted);
    }

    /** A number that is equal for equal rows, and for other rows almost surely another. */
    long fingerprint() {
        long sum = 0;
        for (Map.Entry<String, String> field : fields.entrySet()) {
            sum += Fingerprint.of(field.getKey(), field.getValue().strip());
        }
        return sum;
    }
}

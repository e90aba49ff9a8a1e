// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import java.util.List;
import java.util.Map;

/** A JSON value. */
sealed interface Node {
    /** An object, its fields in the order of the text. */
    record Fields(Map<String, Node> byName) implements Node {}

    /** An array. */
    record Elements(List<Node> items) implements Node {}

    /** A string. */
    record Words(String value) implements Node {}

    /** A number as it is spelled, so that a huge exponent costs nothing. */
    record Digits(String literal) implements Node {}

    /** True or false. */
    record Flag(boolean value) implements Node {}

    /** Null. */
    record Nothing() implements Node {}

    /** What it is called in a message. */
    default String described() {
        return switch (this) {
            case Fields unused -> "an object";
            case Elements unused -> "an array";
            case Words unused -> "a string";
            case Digits unused -> "a number";
            case Flag unused -> "true or false";
            case Nothing unused -> "null";
        };
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

/** Splits the text of natural keys. */
final class KeyText {
    private KeyText() {}

    static String[] split(String name, String text, int parts, String wanted) {
        String[] found = text.split("/", -1);
        if (found.length != parts) {
            throw InvalidValueException.of(name, text, wanted);
        }
        return found;
    }

    static int number(String name, String text, String wanted) {
        if (text.isEmpty() || text.length() > 9 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw InvalidValueException.of(name, text, wanted);
        }
        return Integer.parseInt(text);
    }
}

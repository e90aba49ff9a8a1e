// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

/** Foreign text made fit for a message: in quotes, short, on one line. */
final class Shown {
    private static final int MOST = 60;

    private Shown() {}

    static String of(String text) {
        return of(text, MOST);
    }

    static String of(String text, int most) {
        String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        return "\"" + (line.length() > most ? line.substring(0, most) + "..." : line) + "\"";
    }
}

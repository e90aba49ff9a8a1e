// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The text of a bill in one language, as sections.
 *
 * @param bill the bill
 * @param language {@code en} or {@code fr}
 * @param stage the native name of the version, such as {@code first-reading-house}; empty where the source has none
 * @param date the day of that version
 * @param sections its parts, in order
 */
public record BillText(BillKey bill, String language, String stage, Optional<LocalDate> date, List<Section> sections) {
    /**
     * One part of the text.
     *
     * @param label the number, such as {@code 2} or {@code 4.1}; empty where it has none
     * @param heading the heading or marginal note; empty where it has none
     * @param text the words, paragraphs joined by line feeds
     */
    public record Section(String label, String heading, String text) {}

    /** Copies the list and refuses an unknown language. */
    public BillText {
        sections = List.copyOf(sections);
        if (!language.equals("en") && !language.equals("fr")) {
            throw InvalidValueException.oneOf("language", language, List.of("en", "fr"));
        }
    }
}

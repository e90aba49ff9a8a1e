// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

import ca.openpolicy.core.BillKey;
import ca.openpolicy.core.BillText;
import ca.openpolicy.core.Claim;
import ca.openpolicy.core.InvalidValueException;
import ca.openpolicy.core.Rank;
import ca.openpolicy.core.RejectedException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The text of a bill as XML, kept as sections. The table of provisions is left out: it repeats headings. */
final class BillTextXml {
    private final Reading reading;
    private final XmlCursor cursor;
    private final List<BillText.Section> sections = new ArrayList<>();
    private final Map<String, String> identification = new HashMap<>();
    private int length;

    BillTextXml(Reading reading, XmlCursor cursor) {
        this.reading = reading;
        this.cursor = cursor;
    }

    void read() throws InterruptedException {
        String language = "";
        while (cursor.next()) {
            if (cursor.starts()) {
                switch (cursor.depth()) {
                    case 1 -> language = cursor.attribute("lang").orElse("");
                    case 2 -> part();
                    default -> section();
                }
            }
        }
        try {
            BillText text = new BillText(key(), language, identification.getOrDefault("stage", ""), date(), sections);
            reading.out().claim(new Claim.OfText(Rank.SINGLE, text), 1);
        } catch (InvalidValueException bad) {
            throw Refusal.invalid(bad, 1);
        }
    }

    /** A part of the whole: its children are sections, except where it is one itself. */
    private void part() throws InterruptedException {
        switch (cursor.name()) {
            case "Identification" -> identify();
            case "Introduction", "Body" -> {}
            default -> section();
        }
    }

    private void section() throws InterruptedException {
        Reading.stopIfInterrupted();
        if (cursor.name().equals("TableOfProvisions")) {
            cursor.skip();
            return;
        }
        for (BillText.Section section : Passage.read(cursor)) {
            length += section.label().length()
                    + section.heading().length()
                    + section.text().length();
            if (length > reading.settings().maxBillTextLength()) {
                throw Refusal.tooLong(
                        "the text", reading.settings().maxBillTextLength(), "max-bill-text-length", cursor.line());
            }
            sections.add(section);
        }
    }

    private void identify() {
        int outside = cursor.depth() - 1;
        while (cursor.depth() > outside && cursor.next()) {
            if (cursor.starts()) {
                identify(cursor.name());
            }
        }
    }

    private void identify(String element) {
        switch (element) {
            case "Parliament", "BillHistory", "Date" -> {}
            case "Stages" -> cursor.attribute("stage").ifPresent(stage -> identification.put("stage", stage));
            case "BillNumber", "Session", "Number", "YYYY", "MM", "DD" ->
                identification.putIfAbsent(element, BillWords.oneLine(cursor.words()));
            default -> cursor.skip();
        }
    }

    private BillKey key() {
        return BillKey.of(
                reading.session(number("Number", 9_999), number("Session", 999)), fields().required("BillNumber"));
    }

    private Optional<LocalDate> date() {
        if (!identification.containsKey("YYYY")) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.of(number("YYYY", 2_200), number("MM", 12), number("DD", 31)));
        } catch (DateTimeException impossible) {
            throw new RejectedException(
                    "invalid-value", 1, "the date of the stage is impossible: " + Refusal.reason(impossible));
        }
    }

    private int number(String name, int most) {
        return fields().requiredNumber(name, 1, most);
    }

    private Row fields() {
        return new Row(identification, 1);
    }
}

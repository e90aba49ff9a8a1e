// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

import ca.openpolicy.core.BillText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One section of a bill made plain: every paragraph a line, its number before it, references and emphasis flattened. An
 * explanatory note, which quotes the law as it stands and is no part of the bill, becomes a section of its own. For one
 * thread.
 */
final class Passage {
    static final String NOTE = "Explanatory note";
    private static final Set<String> INLINE = Set.of(
            "XRefExternal",
            "XRefInternal",
            "XRefSection",
            "Emphasis",
            "Ins",
            "Keep",
            "DefinedTermEn",
            "DefinedTermFr",
            "DefinitionRef",
            "DefinitionEnOnly",
            "DefinitionFrOnly",
            "Language",
            "Leader",
            "InlineFont",
            "Sub",
            "Sup",
            "Preserve",
            "PageBreak",
            "Formula",
            "FormulaText",
            "FormulaTerm",
            "FormulaConnector");

    private final XmlCursor cursor;
    private final int outside;
    private final boolean headed;
    private final List<BillText.Section> notes = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder line = new StringBuilder();
    private String label = "";
    private String heading = "";
    private String number = "";

    private Passage(XmlCursor cursor) {
        this.cursor = cursor;
        this.outside = cursor.depth() - 1;
        this.headed = cursor.name().equals("Heading");
    }

    /** Reads the element that has just started to its end: the section, then its notes. */
    static List<BillText.Section> read(XmlCursor cursor) {
        Passage passage = new Passage(cursor);
        passage.walk();
        List<BillText.Section> sections = new ArrayList<>();
        if (!(passage.label + passage.heading + passage.text).isEmpty()) {
            sections.add(new BillText.Section(passage.label, passage.heading, passage.text.toString()));
        }
        for (BillText.Section note : passage.notes) {
            sections.add(new BillText.Section(passage.label, NOTE, note.text()));
        }
        return sections;
    }

    private void walk() {
        while (cursor.depth() > outside && cursor.next()) {
            if (cursor.says()) {
                cursor.appendTo(line);
            } else if (cursor.starts()) {
                start(cursor.name());
            } else if (cursor.ends() && !INLINE.contains(cursor.name())) {
                end(cursor.name());
            }
        }
        flush();
    }

    private void start(String element) {
        switch (element) {
            case "Label" -> number(words());
            case "TitleText" -> title(words(), true);
            case "MarginalNote" -> title(words(), !headed);
            case "ExplanatoryNote" -> note();
            case "entry" -> cell();
            case "Leader", "PageBreak" -> line.append(' ');
            default -> {
                if (!INLINE.contains(element)) {
                    flush();
                }
            }
        }
    }

    private void end(String element) {
        if (!element.equals("entry")) {
            flush();
        }
    }

    private String words() {
        flush();
        return BillWords.oneLine(cursor.words());
    }

    private void number(String words) {
        if (label.isEmpty() && (headed || untouched()) && atTop()) {
            label = words;
        } else {
            number = number.isEmpty() ? words : number + " " + words;
        }
    }

    /** A heading's marginal note tells where the law stands; its title is the heading. */
    private void title(String words, boolean mayHead) {
        if (mayHead && heading.isEmpty() && (headed || untouched()) && atTop()) {
            heading = words;
        } else {
            line.append(words);
            flush();
        }
    }

    /** Whether no text was read yet. */
    private boolean untouched() {
        return text.isEmpty() && number.isEmpty();
    }

    /** Whether what has just ended belonged to the section itself, or to the heading of a schedule. */
    private boolean atTop() {
        return cursor.depth() <= outside + 2;
    }

    private void note() {
        flush();
        for (BillText.Section note : read(cursor)) {
            String whole = String.join("\n", List.of(note.label(), note.heading(), note.text()));
            notes.add(new BillText.Section("", NOTE, whole.strip()));
        }
    }

    private void cell() {
        if (!line.isEmpty()) {
            line.append(" | ");
        }
    }

    private void flush() {
        String words = BillWords.oneLine(line.toString());
        line.setLength(0);
        if (!words.isEmpty()) {
            text.append(text.isEmpty() ? "" : "\n")
                    .append(number)
                    .append(number.isEmpty() ? "" : " ")
                    .append(words);
            number = "";
        }
    }
}

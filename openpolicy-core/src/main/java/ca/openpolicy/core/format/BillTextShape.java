// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.BillKey;
import ca.openpolicy.core.BillText;

/** The text of a bill. */
final class BillTextShape {
    private static final Shape<BillText.Section> SECTION = ShapeBuilder.<BillText.Section>named(
                    "BillTextSection", "A part of the text of a bill.")
            .filled("label", "Its number, such as 2 or 4.1; null where it has none.", BillText.Section::label)
            .filled("heading", "Its heading or marginal note; null where it has none.", BillText.Section::heading)
            .of("text", "Its words, paragraphs joined by line feeds.", Types.STRING, BillText.Section::text)
            .like(() -> Examples.BILL_TEXT.sections().getFirst());

    private static final Shape<BillKey> BILL = ShapeBuilder.<BillKey>named("BillReference", "A bill.")
            .id(key -> key)
            .key(key -> key)
            .of(
                    "number",
                    "The bill's number, such as C-11.",
                    Types.STRING,
                    key -> key.number().toString())
            .link("url", "Where it is found.", Kind::url)
            .like(() -> Examples.BILL.key());

    static final Shape<BillText> SHAPE = ShapeBuilder.<BillText>named(
                    "BillText", "The text of a bill in one language, as sections.")
            .of("bill", "The bill.", Types.object(BILL), BillText::bill)
            .of("language", "The language.", Types.oneOf("en", "fr"), BillText::language)
            .filled("stage", "The legislature's own name of the version, such as first-reading-house.", BillText::stage)
            .maybe("date", "The day of that version.", Types.DATE, BillText::date)
            .list("sections", "Its parts, in order.", Types.object(SECTION), BillText::sections)
            .like(() -> Examples.BILL_TEXT);

    private BillTextShape() {}
}

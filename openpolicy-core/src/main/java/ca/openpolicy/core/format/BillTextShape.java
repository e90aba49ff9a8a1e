// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.BillText;

/** The text of a bill. */
final class BillTextShape implements Shape<BillText> {
    @Override
    public void write(BillText text, Pen pen) {
        pen.object("bill", text.bill(), Parts::bill);
        pen.string("language", text.language());
        pen.filled("stage", text.stage());
        pen.date("date", text.date());
        pen.list("sections", text.sections(), BillTextShape::section);
    }

    private static void section(BillText.Section section, Pen pen) {
        pen.filled("label", section.label());
        pen.filled("heading", section.heading());
        pen.string("text", section.text());
    }
}

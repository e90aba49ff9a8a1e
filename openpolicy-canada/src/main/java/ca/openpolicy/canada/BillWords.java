// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

import ca.openpolicy.core.BillStatus;
import ca.openpolicy.core.BillType;
import ca.openpolicy.core.Chamber;
import ca.openpolicy.core.Identifier;
import ca.openpolicy.core.RejectedException;
import ca.openpolicy.core.Text;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What lists and details say of a bill in the same way; what is in no vocabulary becomes a warning. */
final class BillWords {
    private static final Pattern BLANKS = Pattern.compile("[\\s\\u00a0]+");

    private final Reading reading;

    BillWords(Reading reading) {
        this.reading = reading;
    }

    /** Runs of blanks and line breaks become one blank. */
    static String oneLine(String text) {
        return BLANKS.matcher(text).replaceAll(" ").strip();
    }

    /** Both languages of a field; blank ones are absent. */
    Text text(Row row, String name) {
        return new Text(
                row.text(name + "En").map(BillWords::oneLine),
                row.text(name + "Fr").map(BillWords::oneLine));
    }

    Text title(Row row) {
        Text title = text(row, "LongTitle");
        if (title.isAbsent()) {
            throw new RejectedException("missing-field", row.line(), "has no value of LongTitleEn nor LongTitleFr");
        }
        return title;
    }

    BillStatus status(Row row, String name) {
        Optional<String> text = row.text(name);
        Optional<BillStatus> status = text.flatMap(Vocabulary::status);
        if (status.isEmpty()) {
            text.ifPresent(unknown -> warn("unknown-status", row, "the status ", unknown));
        }
        return status.orElse(BillStatus.UNKNOWN);
    }

    Optional<BillType> type(Row row, String name) {
        Optional<String> text = row.text(name);
        Optional<BillType> type = text.flatMap(Vocabulary::type);
        if (type.isEmpty()) {
            text.ifPresent(unknown -> warn("unknown-bill-type", row, "the bill type ", unknown));
        }
        return type;
    }

    Optional<Chamber> chamber(Row row, String name) {
        int organization = row.requiredNumber(name, 0, Integer.MAX_VALUE);
        Optional<Chamber> chamber = Vocabulary.chamber(organization);
        if (chamber.isEmpty()) {
            warn("unknown-chamber", row, "the chamber ", Integer.toString(organization));
        }
        return chamber;
    }

    /** Ids that are zero are none: lists have zeros in most of them. */
    List<Identifier> identifiers(Row row, String name) {
        int id = row.requiredNumber(name, 0, Integer.MAX_VALUE);
        return id == 0 ? List.of() : List.of(new Identifier("legisinfo", Integer.toString(id)));
    }

    private void warn(String code, Row row, String what, String unknown) {
        reading.warn(
                code, row.line(), what + Shown.of(unknown) + " is not known here; it is kept as text where it can");
    }
}

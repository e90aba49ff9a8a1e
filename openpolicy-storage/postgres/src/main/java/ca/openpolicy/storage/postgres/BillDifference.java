// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import ca.openpolicy.core.Bill;
import ca.openpolicy.core.BillChange;
import ca.openpolicy.core.Revision;
import ca.openpolicy.core.format.Include;
import ca.openpolicy.core.format.Shapes;
import ca.openpolicy.core.format.WordsJson;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonGenerator;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;

/** What differs between two versions of a bill, field by field as they stand on the wire. */
final class BillDifference {
    private static final JsonProvider JSON = JsonProvider.provider();

    private BillDifference() {}

    static List<BillChange.Change> between(Bill before, Bill after) {
        JsonObject old = json(before.with(Revision.NONE));
        JsonObject now = json(after.with(Revision.NONE));
        return now.keySet().stream()
                .map(field -> new BillChange.Change(field, text(old, field), text(now, field)))
                .filter(change -> !change.before().equals(change.after()))
                .toList();
    }

    /** A deletion takes all away that is not in the key. */
    static List<BillChange.Change> deletion(Bill bill) {
        return marked("false", "true", between(bill, Bill.stub(bill.key())));
    }

    /** The creation of a bill that was deleted gives all anew. */
    static List<BillChange.Change> revival(Bill bill) {
        return marked("true", "false", between(Bill.stub(bill.key()), bill));
    }

    private static List<BillChange.Change> marked(String before, String after, List<BillChange.Change> changes) {
        return Stream.concat(Stream.of(new BillChange.Change(BillChange.DELETED, before, after)), changes.stream())
                .toList();
    }

    private static String text(JsonObject bill, String field) {
        return bill.getOrDefault(field, JsonValue.NULL).toString();
    }

    private static JsonObject json(Bill bill) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = JSON.createGenerator(text)) {
            WordsJson.plain().including(Include.STAGES).write(Shapes.BILL, bill, generator);
        }
        try (JsonReader reader = JSON.createReader(new StringReader(text.toString()))) {
            return reader.readObject();
        }
    }
}

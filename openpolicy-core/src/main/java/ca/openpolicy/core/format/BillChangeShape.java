// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.BillChange;
import ca.openpolicy.core.Cause;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.util.Map;

/** One version of a bill. */
final class BillChangeShape implements Shape<BillChange> {
    private static final JsonReaderFactory READERS = JsonProvider.provider().createReaderFactory(Map.of());

    @Override
    public void write(BillChange change, Pen pen) {
        pen.number("version", change.version());
        pen.instant("at", change.at());
        pen.object("cause", change.cause(), BillChangeShape::cause);
        pen.list("changes", change.changes(), BillChangeShape::field);
    }

    private static void cause(Cause cause, Pen pen) {
        pen.string("kind", cause.kind());
        pen.filled("reference", cause.reference());
    }

    private static void field(BillChange.Change change, Pen pen) {
        pen.string("field", change.field());
        pen.json("before", parsed(change.before()));
        pen.json("after", parsed(change.after()));
    }

    private static JsonValue parsed(String json) {
        try (JsonReader reader = READERS.createReader(new StringReader(json))) {
            return reader.readValue();
        }
    }
}

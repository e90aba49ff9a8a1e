// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

import jakarta.json.stream.JsonParser.Event;

/** A document that is an array with a row in each of its objects. */
final class JsonRows {
    private JsonRows() {}

    static void read(JsonCursor cursor, RowSink sink) throws InterruptedException {
        if (cursor.next() != Event.START_ARRAY) {
            throw cursor.unexpected("an array of objects");
        }
        for (Event event = cursor.next(); event != Event.END_ARRAY; event = cursor.next()) {
            if (event != Event.START_OBJECT) {
                throw cursor.unexpected("an object");
            }
            sink.accept(cursor.row());
        }
        if (cursor.hasNext()) {
            throw cursor.unexpected("the end");
        }
    }
}

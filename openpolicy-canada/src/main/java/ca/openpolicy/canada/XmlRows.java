// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

import ca.openpolicy.core.RejectedException;

/** A document of one root with a row in each of its children. */
final class XmlRows {
    private XmlRows() {}

    static void read(XmlCursor cursor, String element, RowSink sink) throws InterruptedException {
        while (cursor.next()) {
            if (cursor.starts() && cursor.depth() == 2) {
                one(cursor, element, sink);
            }
        }
    }

    private static void one(XmlCursor cursor, String element, RowSink sink) throws InterruptedException {
        if (cursor.name().equals(element)) {
            sink.accept(cursor.row());
        } else {
            sink.refuse(new RejectedException(
                    "unexpected-element",
                    cursor.line(),
                    "has an element " + Shown.of(cursor.name()) + " where " + element + " is wanted"));
            cursor.skip();
        }
    }
}

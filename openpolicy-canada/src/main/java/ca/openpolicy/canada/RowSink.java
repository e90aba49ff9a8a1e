// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

import ca.openpolicy.core.RejectedException;

/** Takes the rows of a document as they come. */
interface RowSink {
    void accept(Row row) throws InterruptedException;

    /** Hears of a row that could not even be read as one. */
    void refuse(RejectedException bad);
}

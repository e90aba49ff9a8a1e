// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import ca.openpolicy.core.BillStatistics;
import ca.openpolicy.core.EntityId;
import java.time.Instant;

/**
 * A division as it is known beside a bill.
 *
 * @param bill the bill
 * @param version the division's version
 * @param about whether it is about the bill in that version
 * @param entry the division
 * @param changed when that version was made
 */
record BillVote(EntityId bill, long version, boolean about, BillStatistics.Entry entry, Instant changed) {
    EntityId vote() {
        return entry.vote().id();
    }
}

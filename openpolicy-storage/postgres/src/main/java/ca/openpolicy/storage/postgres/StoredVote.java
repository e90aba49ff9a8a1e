// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import ca.openpolicy.core.BillStatistics;
import ca.openpolicy.core.EntityId;
import java.time.Instant;
import java.util.Optional;

/**
 * A division as it is stored, as far as a bill's statistics go.
 *
 * @param id its id
 * @param version its version
 * @param bill the bill that it is about
 * @param entry how it went
 * @param changed when that version was made
 */
record StoredVote(EntityId id, long version, Optional<EntityId> bill, BillStatistics.Entry entry, Instant changed) {
    /** As it is kept beside its bill. */
    Optional<BillVote> beside() {
        return bill.map(about -> new BillVote(about, version, true, entry, changed));
    }

    /** As it is kept beside a bill that it is not about. */
    BillVote away(EntityId other) {
        return new BillVote(other, version, false, entry, changed);
    }
}

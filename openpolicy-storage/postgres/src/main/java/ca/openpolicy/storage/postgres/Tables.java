// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import java.util.List;
import java.util.Map;

/** The declared placement of every table of the archive's schema. */
final class Tables {
    static final Map<String, Placement> PLACEMENT = Map.ofEntries(
            Map.entry("jurisdiction", Placement.EVERYWHERE),
            Map.entry("session", Placement.EVERYWHERE),
            Map.entry("party", Placement.EVERYWHERE),
            Map.entry("bill", Placement.SLOT),
            Map.entry("bill_history", Placement.SLOT),
            Map.entry("bill_text", Placement.SLOT),
            Map.entry("bill_tombstone", Placement.SLOT),
            Map.entry("bill_vote", Placement.SLOT),
            Map.entry("vote", Placement.SLOT),
            Map.entry("ballot", Placement.SLOT),
            Map.entry("member", Placement.SLOT),
            Map.entry("membership", Placement.SLOT),
            Map.entry("run", Placement.SLOT),
            Map.entry("run_notice", Placement.SLOT),
            Map.entry("idempotency_key", Placement.SLOT),
            Map.entry("operation", Placement.SLOT),
            Map.entry("lease", Placement.SLOT),
            Map.entry("event_log", Placement.SHARD),
            Map.entry("event_log_rest", Placement.SHARD),
            Map.entry("event_horizon", Placement.SHARD),
            Map.entry("event_hold", Placement.SHARD),
            Map.entry("event_relay", Placement.SHARD),
            Map.entry("event_parked", Placement.SHARD),
            Map.entry("event_tail", Placement.SHARD),
            Map.entry("event_inbox", Placement.SHARD),
            Map.entry("event_snapshot", Placement.SHARD),
            Map.entry("shard_self", Placement.SHARD),
            Map.entry("shard_slot", Placement.SHARD),
            Map.entry("shard_move", Placement.SHARD),
            Map.entry("shard_batch", Placement.SHARD),
            Map.entry("shard_change", Placement.SHARD),
            Map.entry("shard_barrier", Placement.SHARD),
            Map.entry("shard_heat", Placement.SHARD),
            Map.entry("schema_history", Placement.SHARD));

    private Tables() {}

    /** The tables of a placement, with their schema. */
    static List<String> placed(Schema schema, Placement placement) {
        return PLACEMENT.entrySet().stream()
                .filter(each -> each.getValue() == placement)
                .map(each -> schema.table(each.getKey()))
                .sorted()
                .toList();
    }
}

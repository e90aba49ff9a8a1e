// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import ca.openpolicy.core.BillStatistics;
import ca.openpolicy.core.Coded;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.Tally;
import ca.openpolicy.core.VoteKey;
import ca.openpolicy.core.VoteResult;
import ca.openpolicy.core.event.Event;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What an event of a division says of the bills beside which the division is kept. */
final class ToldVote {
    private static final Set<String> TYPES = Set.of("vote.recorded", "vote.corrected", "vote.snapshot");
    private static final JsonReaderFactory READERS = JsonProvider.provider().createReaderFactory(Map.of());

    private ToldVote() {}

    /** The bill that it is about and the one that it was about, if they differ; nothing of other events. */
    static List<BillVote> of(Event event) {
        if (!TYPES.contains(event.type())) {
            return List.of();
        }
        try (JsonReader reader = READERS.createReader(new StringReader(event.data()))) {
            return of(reader.readObject(), event.aggregate().version());
        }
    }

    private static List<BillVote> of(JsonObject data, long version) {
        Optional<EntityId> bill = reference(data, "bill");
        Optional<EntityId> before = reference(data, "bill_before").filter(id -> !bill.equals(Optional.of(id)));
        JsonObject vote = data.getJsonObject("vote");
        BillStatistics.Entry entry = entry(vote, data.getInt("participating"));
        Instant changed = Instant.parse(vote.getString("updated_at"));
        List<BillVote> all = new ArrayList<>();
        before.ifPresent(id -> all.add(new BillVote(id, version, false, entry, changed)));
        bill.ifPresent(id -> all.add(new BillVote(id, version, true, entry, changed)));
        return all;
    }

    private static BillStatistics.Entry entry(JsonObject vote, int participating) {
        JsonObject recorded = vote.getJsonObject("recorded");
        return new BillStatistics.Entry(
                VoteKey.parse(vote.getString("key")),
                LocalDate.parse(vote.getString("date")),
                Coded.parse(VoteResult.class, "result", vote.getString("result")),
                new Tally(recorded.getInt("yea"), recorded.getInt("nay"), recorded.getInt("paired")),
                participating);
    }

    private static Optional<EntityId> reference(JsonObject data, String name) {
        return data.containsKey(name) && !data.isNull(name)
                ? Optional.of(EntityId.parse(data.getJsonObject(name).getString("id")))
                : Optional.empty();
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.provenance;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.cache.Tag;
import ca.openpolicy.core.event.Aggregate;
import ca.openpolicy.core.event.Event;
import ca.openpolicy.core.event.EventSource;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import java.io.StringReader;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The tags of what is made of something that has changed. */
public final class Changed {
    /** Of every answer. */
    public static final Tag EVERYTHING = new Tag("answer", "*");

    private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());
    /** The bills that an event of a vote names: the one that it is about, and the one before. */
    private static final List<String> BILLS_OF_VOTE = List.of("bill", "bill_before");

    /** Tells of something as it is, and of no change. */
    private static final String SNAPSHOT = ".snapshot";

    private static final String CACHE = "cache";
    private static final String BILL = "bill";

    private Changed() {}

    /**
     * That answers are to be made anew, though nothing has changed.
     *
     * @param bill only those made of this one
     * @param ambient when it is told, and how the event is called
     * @return the event, {@code cache.evicted}, which has no version but its time
     */
    public static Event evicted(Optional<EntityId> bill, Ambient ambient) {
        String data = bill.map(id -> "{\"" + BILL + "\":\"" + id + "\"}").orElse("{}");
        Aggregate aggregate =
                new Aggregate(CACHE, "answers", ambient.clock().instant().toEpochMilli());
        return EventSource.named("openpolicy", ambient).event("cache.evicted", aggregate, data);
    }

    /**
     * What an event tells of.
     *
     * @param event the event
     * @return the tags, none where no answer is made of it
     */
    public static Set<Tag> by(Event event) {
        String id = event.aggregate().id();
        if (event.type().endsWith(SNAPSHOT)) {
            return Set.of();
        }
        return switch (event.aggregate().type()) {
            case "bill" -> Set.of(Origin.BILL.any(), Origin.BILL.one(id));
            case "member" -> Set.of(Origin.MEMBER.any(), Origin.MEMBER.one(id));
            case "vote" -> vote(event);
            case CACHE -> evicted(event);
            default -> Set.of();
        };
    }

    /**
     * A bill.
     *
     * @param bill its id
     * @return the tags
     */
    public static Set<Tag> bill(EntityId bill) {
        return Set.of(Origin.BILL.any(), Origin.BILL.one(bill));
    }

    /**
     * The names of jurisdictions, sessions and parties.
     *
     * @return the tags
     */
    public static Set<Tag> catalogue() {
        return Set.of(Origin.CATALOGUE.any());
    }

    private static Set<Tag> vote(Event event) {
        Set<Tag> tags = new HashSet<>();
        tags.add(Origin.VOTE.any());
        tags.add(Origin.VOTES_OF_BILL.any());
        tags.add(Origin.VOTE.one(event.aggregate().id()));
        JsonObject data = data(event);
        BILLS_OF_VOTE.forEach(name -> {
            if (data.get(name) instanceof JsonObject bill) {
                tags.add(Origin.VOTES_OF_BILL.one(bill.getString("id")));
            }
        });
        return tags;
    }

    private static Set<Tag> evicted(Event event) {
        if (data(event).get(BILL) instanceof JsonString bill) {
            String id = bill.getString();
            return Set.of(
                    Origin.BILL.any(), Origin.BILL.one(id), Origin.VOTES_OF_BILL.any(), Origin.VOTES_OF_BILL.one(id));
        }
        return Set.of(EVERYTHING);
    }

    private static JsonObject data(Event event) {
        try (JsonReader reader = READERS.createReader(new StringReader(event.data()))) {
            return reader.readObject();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.provenance;

import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.cache.Tag;
import ca.openpolicy.core.event.Event;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import java.io.StringReader;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The tags of what is made of something that has changed. */
public final class Changed {
    /** Of every answer. */
    public static final Tag EVERYTHING = new Tag("answer", "*");

    private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());
    /** The bills that an event of a vote names: the one that it is about, and the one before. */
    private static final List<String> BILLS_OF_VOTE = List.of("bill", "bill_before");

    private Changed() {}

    /**
     * What an event tells of.
     *
     * @param event the event
     * @return the tags, none where no answer is made of it
     */
    public static Set<Tag> by(Event event) {
        String id = event.aggregate().id();
        return switch (event.aggregate().type()) {
            case "bill" -> Set.of(Origin.BILL.any(), Origin.BILL.one(id));
            case "member" -> Set.of(Origin.MEMBER.any(), Origin.MEMBER.one(id));
            case "vote" -> vote(event);
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
        try (JsonReader reader = READERS.createReader(new StringReader(event.data()))) {
            JsonObject data = reader.readObject();
            BILLS_OF_VOTE.forEach(name -> {
                if (data.get(name) instanceof JsonObject bill) {
                    tags.add(Origin.VOTES_OF_BILL.one(bill.getString("id")));
                }
            });
        }
        return tags;
    }
}

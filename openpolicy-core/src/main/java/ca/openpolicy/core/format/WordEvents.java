// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.Bill;
import ca.openpolicy.core.BillChange;
import ca.openpolicy.core.BillKey;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.Member;
import ca.openpolicy.core.Run;
import ca.openpolicy.core.Vote;
import ca.openpolicy.core.event.Aggregate;
import ca.openpolicy.core.event.Event;
import ca.openpolicy.core.event.EventSource;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Makes the events that tell of words. An event says which word changed and some of what everyone may know of it, but
 * no name of a person; whoever wants more asks for the word by its address. The aggregate's id is that of the word.
 * Safe for use by many threads.
 */
public final class WordEvents {
    private static final String BILL = "bill";
    private static final String VOTE = "vote";
    private static final String MEMBER = "member";
    private static final String CHANGED = "changed";
    private static final String BEFORE = "before";
    private static final String STATUS = "status";
    private static final String BILL_BEFORE = "bill_before";
    private static final String PARTICIPATING = "participating";

    private static final Set<String> KEY_FIELDS = Set.of("id", "key", "url");
    private static final Set<String> BILL_FIELDS = Set.of(
            "id",
            "key",
            "url",
            "jurisdiction",
            "session",
            "number",
            "chamber",
            "type",
            "title",
            "short_title",
            STATUS,
            "law",
            "introduced",
            "version",
            "created_at",
            "updated_at");
    private static final Set<String> VOTE_FIELDS = Set.of(
            "id",
            "key",
            "url",
            "jurisdiction",
            "session",
            "chamber",
            "number",
            "date",
            "subject",
            "context",
            "result",
            "announced",
            "recorded",
            "version",
            "created_at",
            "updated_at");
    private static final Set<String> MEMBER_FIELDS = Set.of("id", "key", "url", "version", "created_at", "updated_at");
    private static final Set<String> RUN_FIELDS =
            Set.of("id", "url", "source", "state", "started", "finished", "counts");

    private static final WordEvent<Bill> BILL_CREATED =
            WordEvent.of("bill.created", "A bill is new.", BILL, Shapes.BILL, BILL_FIELDS);
    private static final WordEvent<Bill> BILL_UPDATED = WordEvent.of(
                    "bill.updated", "A bill has changed.", BILL, Shapes.BILL, BILL_FIELDS)
            .with(
                    CHANGED,
                    Schemas.object()
                            .add("type", "array")
                            .add("description", "The fields that differ from the version before.")
                            .add("items", Schemas.object().add("type", "string")));
    private static final WordEvent<Bill> BILL_STATUS_CHANGED = WordEvent.of(
                    "bill.status_changed",
                    "A bill has come further or has fallen; told beside bill.updated.",
                    BILL,
                    Shapes.BILL,
                    BILL_FIELDS)
            .with(BEFORE, Schemas.object().add("type", "string").add("description", "The status before."));
    private static final WordEvent<Bill> BILL_DELETED =
            WordEvent.of("bill.deleted", "A bill is no more.", BILL, Shapes.BILL, KEY_FIELDS);
    private static final WordEvent<Bill> BILL_SNAPSHOT = WordEvent.of(
            "bill.snapshot", "A bill as it is, told so that a log begins whole.", BILL, Shapes.BILL, BILL_FIELDS);
    private static final WordEvent<Vote> VOTE_RECORDED = ofVote("vote.recorded", "A division is new.");
    private static final WordEvent<Vote> VOTE_CORRECTED = ofVote(
                    "vote.corrected", "A division or its ballots have changed.")
            .with(
                    BILL_BEFORE,
                    reference("The bill that it was about in the version before; null where there was none."));
    private static final WordEvent<Vote> VOTE_SNAPSHOT =
            ofVote("vote.snapshot", "A division as it is, told so that a log begins whole.");
    private static final WordEvent<Member> MEMBER_UPDATED =
            WordEvent.of("member.updated", "A member is new or has changed.", MEMBER, Shapes.MEMBER, MEMBER_FIELDS);
    private static final WordEvent<Member> MEMBER_SNAPSHOT = WordEvent.of(
            "member.snapshot",
            "A member as it is, told so that a log begins whole.",
            MEMBER,
            Shapes.MEMBER,
            MEMBER_FIELDS);
    private static final WordEvent<Run> IMPORT_COMPLETED =
            WordEvent.of("import.completed", "An import has come to its end.", "run", Shapes.RUN, RUN_FIELDS);

    private static final List<WordEvent<?>> ALL = List.of(
            BILL_CREATED,
            BILL_UPDATED,
            BILL_STATUS_CHANGED,
            BILL_DELETED,
            BILL_SNAPSHOT,
            VOTE_RECORDED,
            VOTE_CORRECTED,
            VOTE_SNAPSHOT,
            MEMBER_UPDATED,
            MEMBER_SNAPSHOT,
            IMPORT_COMPLETED);

    private final EventSource source;

    private WordEvents(EventSource source) {
        this.source = source;
    }

    /**
     * Events by a source.
     *
     * @param source gives ids and times
     * @return makes events
     */
    public static WordEvents by(EventSource source) {
        return new WordEvents(source);
    }

    /**
     * The JSON Schema (2020-12) of the data of each type, as published in this jar below {@code event/}.
     *
     * @return by type
     */
    public static Map<String, JsonObject> schemas() {
        Map<String, JsonObject> schemas = new TreeMap<>();
        ALL.forEach(each -> schemas.put(each.type(), each.schema()));
        return schemas;
    }

    /**
     * A bill is new.
     *
     * @param bill the bill with its revision
     * @return the event
     */
    public Event created(Bill bill) {
        return of(BILL_CREATED, bill, Map.of());
    }

    /**
     * A bill has changed; if its status has, that is told once more.
     *
     * @param bill the bill with its revision
     * @param changes what differs from the version before
     * @return one event or two
     */
    public List<Event> changed(Bill bill, List<BillChange.Change> changes) {
        JsonArrayBuilder fields = Schemas.array();
        changes.forEach(change -> fields.add(change.field()));
        Stream<Event> status = changes.stream()
                .filter(change -> change.field().equals(STATUS))
                .map(change -> of(BILL_STATUS_CHANGED, bill, Map.of(BEFORE, Schemas.parsed(change.before()))));
        return Stream.concat(Stream.of(of(BILL_UPDATED, bill, Map.of(CHANGED, fields.build()))), status)
                .toList();
    }

    /**
     * A bill is no more.
     *
     * @param bill the bill with the revision of its end
     * @return the event
     */
    public Event deleted(Bill bill) {
        return of(BILL_DELETED, bill, Map.of());
    }

    /**
     * A bill as it is.
     *
     * @param bill the bill with its revision
     * @return the event
     */
    public Event snapshot(Bill bill) {
        return of(BILL_SNAPSHOT, bill, Map.of());
    }

    /**
     * A division is new.
     *
     * @param vote the division with its revision
     * @param participating how many members voted yea or nay or were paired
     * @return the event
     */
    public Event recorded(Vote vote, int participating) {
        return of(VOTE_RECORDED, vote, beside(vote, participating));
    }

    /**
     * A division or its ballots have changed.
     *
     * @param vote the division with its revision
     * @param participating how many members voted yea or nay or were paired
     * @param before the bill that it was about in the version before
     * @return the event
     */
    public Event corrected(Vote vote, int participating, Optional<BillKey> before) {
        Map<String, JsonValue> beside = beside(vote, participating);
        beside.put(BILL_BEFORE, reference(before));
        return of(VOTE_CORRECTED, vote, beside);
    }

    /**
     * A division as it is.
     *
     * @param vote the division with its revision
     * @param participating how many members voted yea or nay or were paired
     * @return the event
     */
    public Event snapshot(Vote vote, int participating) {
        return of(VOTE_SNAPSHOT, vote, beside(vote, participating));
    }

    /**
     * A member is new or has changed.
     *
     * @param member the member with its revision
     * @return the event
     */
    public Event updated(Member member) {
        return of(MEMBER_UPDATED, member);
    }

    /**
     * A member as it is.
     *
     * @param member the member with its revision
     * @return the event
     */
    public Event snapshot(Member member) {
        return of(MEMBER_SNAPSHOT, member);
    }

    /**
     * An import has come to its end.
     *
     * @param run the import
     * @return the event
     */
    public Event completed(Run run) {
        return event(IMPORT_COMPLETED, run, "import", run.id(), 1, Map.of());
    }

    private Event of(WordEvent<Bill> type, Bill bill, Map<String, JsonValue> beside) {
        return event(type, bill, BILL, bill.id(), bill.version(), beside);
    }

    private Event of(WordEvent<Vote> type, Vote vote, Map<String, JsonValue> beside) {
        return event(type, vote, VOTE, vote.id(), vote.revision().version(), beside);
    }

    private static WordEvent<Vote> ofVote(String type, String description) {
        return WordEvent.of(type, description, VOTE, Shapes.VOTE, VOTE_FIELDS)
                .with(BILL, reference("The bill that it is about; null where there is none."))
                .with(
                        PARTICIPATING,
                        Schemas.object()
                                .add("type", "integer")
                                .add("description", "How many members voted yea or nay or were paired."));
    }

    private static JsonObjectBuilder reference(String description) {
        JsonObjectBuilder properties = Schemas.object();
        KEY_FIELDS.stream()
                .sorted()
                .forEach(field -> properties.add(field, Schemas.object().add("type", "string")));
        return Schemas.object()
                .add("type", Schemas.array().add("object").add("null"))
                .add("description", description)
                .add("properties", properties);
    }

    private static JsonValue reference(Optional<BillKey> bill) {
        return bill.<JsonValue>map(key -> Schemas.object()
                        .add("id", key.id().toString())
                        .add("key", key.canonical())
                        .add("url", Kind.url(key))
                        .build())
                .orElse(JsonValue.NULL);
    }

    private static Map<String, JsonValue> beside(Vote vote, int participating) {
        Map<String, JsonValue> beside = new LinkedHashMap<>();
        beside.put(BILL, reference(vote.bill()));
        beside.put(PARTICIPATING, Json.createValue(participating));
        return beside;
    }

    private Event of(WordEvent<Member> type, Member member) {
        return event(type, member, MEMBER, member.id(), member.revision().version(), Map.of());
    }

    private <W> Event event(
            WordEvent<W> type, W word, String kind, EntityId id, long version, Map<String, JsonValue> beside) {
        return source.event(type.type(), new Aggregate(kind, id.toString(), version), type.data(word, beside));
    }
}

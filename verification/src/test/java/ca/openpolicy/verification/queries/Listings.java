// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.queries;

import ca.openpolicy.verification.queries.Criterion.Kind;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Every list of the contract, with its filters and orders. */
final class Listings {
    static final String BASE = "/api/v1/";

    private static final Pattern NUMBER = Pattern.compile("([A-Z]+)-(\\d+)([A-Z]?)");

    private Listings() {}

    static Listing bills() {
        return Listing.of(
                BASE + "bills",
                List.of(
                        Criterion.of("jurisdiction", Kind.WORD, at("jurisdiction")),
                        Criterion.of("session", Kind.SESSION, Listings::session),
                        Criterion.of("number", Kind.BILL_NUMBER, at("number")),
                        Criterion.maybe("chamber", Kind.WORD, at("chamber")),
                        Criterion.maybe("type", Kind.WORD, at("type")),
                        Criterion.of("status", Kind.WORD, at("status")),
                        Criterion.of("law", Kind.FLAG, at("law")),
                        Criterion.maybe("sponsor", Kind.WORD, at("sponsor", "id")),
                        Criterion.maybe("introduced", Kind.DAY, at("introduced")),
                        Criterion.maybe("last_event_date", Kind.DAY, at("last_event", "date")),
                        Criterion.of("updated_since", Kind.SINCE, at("updated_at"))),
                Map.of(
                        "number", Order.by(at("number"), Listings::comparable),
                        "introduced", Order.by(at("introduced"), text -> text),
                        "last_event_date", Order.by(at("last_event", "date"), text -> text),
                        "updated_at", Order.by(at("updated_at"), Instant::parse)));
    }

    static Listing votes() {
        return Listing.of(
                BASE + "votes",
                List.of(
                        Criterion.of("jurisdiction", Kind.WORD, at("jurisdiction")),
                        Criterion.of("session", Kind.SESSION, Listings::session),
                        Criterion.of("chamber", Kind.WORD, at("chamber")),
                        Criterion.of("number", Kind.COUNT, at("number")),
                        Criterion.of("date", Kind.DAY, at("date")),
                        Criterion.of("result", Kind.WORD, at("result")),
                        Criterion.maybe("bill", Kind.WORD, both(at("bill", "id"), at("bill", "key"))),
                        Criterion.maybe("context", Kind.WORD, at("context")),
                        Criterion.of("updated_since", Kind.SINCE, at("updated_at"))),
                Map.of("date", Order.by(at("date"), text -> text), "number", Order.by(at("number"), Integer::valueOf)));
    }

    /** What a ballot's bill is, its vote must tell. */
    static Listing ballots(Function<String, Set<String>> billOfVote) {
        return Listing.of(
                        BASE + "ballots",
                        List.of(
                                Criterion.of("jurisdiction", Kind.WORD, part(0)),
                                Criterion.of("session", Kind.SESSION, both(part(1), part(0, 1))),
                                Criterion.of("chamber", Kind.WORD, part(2)),
                                Criterion.of("vote", Kind.WORD, both(at("vote", "id"), at("vote", "key"))),
                                Criterion.maybe(
                                        "bill",
                                        Kind.WORD,
                                        ballot -> billOfVote.apply(
                                                ballot.getJsonObject("vote").getString("key"))),
                                Criterion.of("member", Kind.WORD, both(at("member", "id"), at("member", "key"))),
                                Criterion.of("party", Kind.WORD, party(at("party_then", "key"))),
                                Criterion.of("choice", Kind.WORD, at("choice")),
                                Criterion.of("paired", Kind.FLAG, at("paired")),
                                Criterion.of("dissent", Kind.FLAG, at("dissent")),
                                Criterion.of("date", Kind.DAY, at("vote", "date")),
                                Criterion.of("derived", Kind.CHOICE, Listings::derived)),
                        Map.of("date", Order.by(at("vote", "date"), text -> text)))
                .usually("derived", found -> found.contains("exclude"), "derived=include");
    }

    static Listing members() {
        return Listing.of(
                        BASE + "members",
                        List.of(
                                Criterion.of("jurisdiction", Kind.WORD, at("jurisdiction")),
                                Criterion.ofSeat("party", Kind.WORD, party(at("party", "key"))),
                                Criterion.ofSeat("riding", Kind.TEXT, at("riding")),
                                Criterion.ofSeat("province", Kind.TEXT, at("province")),
                                new Criterion("current", Kind.FLAG, false, Listings::current),
                                Criterion.of("name", Kind.PART, at("name", "full"))),
                        Map.of("name", Order.by(at("name", "full"), text -> "")))
                .with("include=memberships")
                .seated(Listings::seats);
    }

    static Listing parties() {
        return Listing.of(
                BASE + "parties", List.of(Criterion.of("jurisdiction", Kind.WORD, at("jurisdiction"))), Map.of());
    }

    static Listing sessions() {
        return Listing.of(
                BASE + "sessions",
                List.of(
                        Criterion.of("jurisdiction", Kind.WORD, at("jurisdiction")),
                        Criterion.of("session", Kind.SESSION, session -> {
                            String key = session.getString("key");
                            return Set.of(key, key.substring(key.indexOf('/') + 1));
                        })),
                Map.of());
    }

    static Listing jurisdictions() {
        return plain(BASE + "jurisdictions");
    }

    static Listing runs() {
        return Listing.of(
                BASE + "etl/runs",
                List.of(
                        Criterion.of("source", Kind.EXACT, at("source")),
                        Criterion.of("state", Kind.WORD, at("state"))),
                Map.of());
    }

    static Listing sources() {
        return plain(BASE + "platform/sources");
    }

    /** A list that only goes on. */
    static Listing plain(String path) {
        return Listing.of(path, List.of(), Map.of());
    }

    private static Set<String> derived(JsonObject ballot) {
        return ballot.getBoolean("derived") ? Set.of("only", "include") : Set.of("exclude", "include");
    }

    /** Who sits now is asked of the seat that other demands are made of; who does not, of the member. */
    private static Set<String> current(JsonObject member, JsonObject seat) {
        if (member.isNull("current")) {
            return Set.of("false");
        }
        return member.getJsonObject("current").equals(seat) ? Set.of("true") : Set.of();
    }

    private static List<JsonObject> seats(JsonObject member) {
        List<JsonObject> seats =
                new ArrayList<>(member.getJsonArray("memberships").getValuesAs(JsonObject.class));
        if (seats.isEmpty()) {
            seats.add(JsonValue.EMPTY_JSON_OBJECT);
        }
        return seats;
    }

    private static Set<String> session(JsonObject of) {
        String code = of.getString("session");
        return Set.of(code, of.getString("jurisdiction") + "/" + code);
    }

    /** The value at a place, if there is one. */
    private static Function<JsonObject, Set<String>> at(String... names) {
        return object -> {
            JsonValue value = object;
            for (String name : names) {
                value = value instanceof JsonObject inner ? inner.getOrDefault(name, JsonValue.NULL) : JsonValue.NULL;
            }
            if (value instanceof JsonString string) {
                return Set.of(string.getString());
            }
            if (value instanceof JsonNumber number) {
                return Set.of(number.toString());
            }
            return value.equals(JsonValue.TRUE) || value.equals(JsonValue.FALSE) ? Set.of(value.toString()) : Set.of();
        };
    }

    /** Some parts of the key. */
    private static Function<JsonObject, Set<String>> part(int... parts) {
        return object -> {
            String[] all = object.getString("key").split("/", -1);
            return Set.of(String.join(
                    "/",
                    java.util.Arrays.stream(parts).mapToObj(part -> all[part]).toList()));
        };
    }

    private static Function<JsonObject, Set<String>> both(
            Function<JsonObject, Set<String>> one, Function<JsonObject, Set<String>> other) {
        return object -> {
            Set<String> all = new HashSet<>(one.apply(object));
            all.addAll(other.apply(object));
            return all;
        };
    }

    /** A party's key, and its slug alone. */
    private static Function<JsonObject, Set<String>> party(Function<JsonObject, Set<String>> key) {
        return object -> key.apply(object).stream()
                .flatMap(text -> Stream.of(text, text.substring(text.indexOf('/') + 1)))
                .collect(java.util.stream.Collectors.toSet());
    }

    /** By letter, then by number, then by suffix. */
    private static String comparable(String number) {
        Matcher parts = NUMBER.matcher(number);
        if (!parts.matches()) {
            throw new AssertionError("no number of a bill: " + number);
        }
        return parts.group(1) + "-" + "%09d".formatted(Integer.parseInt(parts.group(2))) + parts.group(3);
    }
}

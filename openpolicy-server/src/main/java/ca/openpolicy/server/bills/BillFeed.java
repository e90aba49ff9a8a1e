// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.bills;

import ca.openpolicy.core.Archive;
import ca.openpolicy.core.Bill;
import ca.openpolicy.core.BillChange;
import ca.openpolicy.core.InvalidValueException;
import ca.openpolicy.core.Text;
import ca.openpolicy.core.format.Language;
import ca.openpolicy.server.AtomFeed;
import ca.openpolicy.server.Feeds;
import ca.openpolicy.server.Resource;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Tells what happened to a bill as an Atom feed: an entry for each version, latest first. */
final class BillFeed implements Feeds.OfOne<Bill> {
    private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());
    private static final String TAG = "tag:openpolicy.ca,2026:bill:";
    private static final String STATUS_TEXT = "status_text";
    private static final int LONGEST_VERSION = 18;

    @Override
    public AtomFeed read(Archive archive, Bill bill, Feeds.Wanted wanted) {
        long below = wanted.cursor().map(BillFeed::version).orElse(Long.MAX_VALUE);
        List<BillChange> versions = archive.bills().history(bill.id(), below).stream()
                .limit(wanted.limit())
                .toList();
        long last = versions.isEmpty() ? 1 : versions.getLast().version();
        return new AtomFeed(
                TAG + bill.id(),
                title(bill, wanted.language()),
                address(bill) + "/history",
                versions.stream()
                        .map(each -> entry(bill, each, wanted.language()))
                        .toList(),
                last > 1 ? Optional.of(Long.toString(last)) : Optional.empty());
    }

    private static long version(String cursor) {
        if (cursor.isEmpty()
                || cursor.length() > LONGEST_VERSION
                || !cursor.chars().allMatch(Character::isDigit)) {
            throw InvalidValueException.of("cursor", cursor, "one that a page of this feed gave");
        }
        return Long.parseLong(cursor);
    }

    private static String title(Bill bill, Language language) {
        Text text = bill.shortTitle().equals(Text.NONE) ? bill.title() : bill.shortTitle();
        return bill.key().number()
                + said(text, language).map(title -> ": " + title).orElse("");
    }

    private static AtomFeed.Entry entry(Bill bill, BillChange version, Language language) {
        return new AtomFeed.Entry(
                TAG + bill.id() + ":" + version.version(),
                bill.key().number() + ": " + what(version, language),
                version.at(),
                Optional.of(address(bill)),
                kind(version),
                fields(version, language));
    }

    private static String kind(BillChange version) {
        if (version.deletion()) {
            return "bill.deleted";
        }
        boolean back = version.changes().stream().anyMatch(each -> each.field().equals(BillChange.DELETED));
        return version.changes().isEmpty() || back ? "bill.created" : "bill.updated";
    }

    private static String what(BillChange version, Language language) {
        boolean french = language == Language.FR;
        return switch (kind(version)) {
            case "bill.deleted" -> french ? "n’existe plus" : "is no more";
            case "bill.created" -> french ? "nouveau" : "new";
            default -> status(version, language).orElse(french ? "modifié" : "changed");
        };
    }

    /** The status in the words of its source, where that is what changed. */
    private static Optional<String> status(BillChange version, Language language) {
        return version.changes().stream()
                .filter(change -> change.field().equals(STATUS_TEXT))
                .flatMap(change -> said(change.after(), language).stream())
                .findFirst();
    }

    private static Optional<String> said(String json, Language language) {
        try (JsonReader reader = READERS.createReader(new StringReader(json))) {
            JsonObject text = reader.readObject();
            return said(new Text(string(text, "en"), string(text, "fr")), language);
        }
    }

    private static Optional<String> string(JsonObject text, String name) {
        return text.get(name) instanceof JsonString value ? Optional.of(value.getString()) : Optional.empty();
    }

    private static Optional<String> said(Text text, Language language) {
        return language == Language.FR ? text.fr().or(text::en) : text.en().or(text::fr);
    }

    private static Optional<String> fields(BillChange version, Language language) {
        String fields = version.changes().stream()
                .map(BillChange.Change::field)
                .filter(field -> !field.equals(BillChange.DELETED))
                .collect(Collectors.joining(", "));
        String what = language == Language.FR ? "Champs modifiés : " : "Changed fields: ";
        return fields.isEmpty() ? Optional.empty() : Optional.of(what + fields);
    }

    private static String address(Bill bill) {
        return Resource.BASE + "bills/" + bill.key().canonical();
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import ca.openpolicy.core.EntityId;
import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.stream.JsonGenerator;
import java.io.StringReader;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row of the table of bills, and the same as the interface shows it; both by hand. */
record BareBill(
        long id,
        String key,
        String jurisdiction,
        String session,
        int parliament,
        int sessionNumber,
        String number,
        String prefix,
        int value,
        String suffix,
        BareText title,
        BareText shortTitle,
        @Nullable String type,
        @Nullable String chamber,
        String status,
        BareText statusText,
        @Nullable String sponsorName,
        @Nullable String sponsorKey,
        long sponsorId,
        @Nullable String introduced,
        @Nullable String lastEventDate,
        BareText lastEvent,
        String identifiers,
        @Nullable String overridden,
        long version,
        Instant created,
        Instant updated) {
    static final Comparator<BareBill> BY_NUMBER = Comparator.comparing(BareBill::prefix)
            .thenComparingInt(BareBill::value)
            .thenComparing(BareBill::suffix)
            .thenComparingInt(BareBill::parliament)
            .thenComparingInt(BareBill::sessionNumber)
            .thenComparingLong(BareBill::id);

    private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());

    /** A text in two languages. */
    record BareText(@Nullable String en, @Nullable String fr) {
        private static BareText read(ResultSet row, String column) throws SQLException {
            return new BareText(row.getString(column + "_en"), row.getString(column + "_fr"));
        }

        private void write(String name, JsonGenerator json) {
            json.writeStartObject(name);
            text("en", en, json);
            text("fr", fr, json);
            json.writeEnd();
        }
    }

    static BareBill read(ResultSet row) throws SQLException {
        return new BareBill(
                row.getLong("id"),
                row.getString("key"),
                row.getString("jurisdiction"),
                row.getString("session"),
                row.getInt("parliament"),
                row.getInt("session_number"),
                row.getString("number"),
                row.getString("number_prefix"),
                row.getInt("number_value"),
                row.getString("number_suffix"),
                BareText.read(row, "title"),
                BareText.read(row, "short_title"),
                row.getString("type"),
                row.getString("chamber"),
                row.getString("status"),
                BareText.read(row, "status"),
                row.getString("sponsor_name"),
                row.getString("sponsor_key"),
                row.getLong("sponsor_id"),
                row.getString("introduced"),
                row.getString("last_event_date"),
                BareText.read(row, "last_event"),
                row.getString("identifiers"),
                row.getString("overridden"),
                row.getLong("version"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }

    void write(JsonGenerator json) {
        String url = "/api/v1/bills/" + key;
        json.writeStartObject();
        json.write("id", new EntityId(id).toString());
        json.write("key", key);
        json.write("url", url);
        json.write("jurisdiction", jurisdiction);
        json.write("session", session);
        json.write("number", number);
        text("chamber", chamber, json);
        text("type", type, json);
        title.write("title", json);
        shortTitle.write("short_title", json);
        json.write("status", status);
        statusText.write("status_text", json);
        json.write("law", status.equals("royal_assent"));
        writeSponsor(json);
        text("introduced", introduced, json);
        writeLastEvent(json);
        writeIdentifiers(json);
        writeOverrides(json);
        json.write("version", version);
        json.write("created_at", created.toString());
        json.write("updated_at", updated.toString());
        writeLinks(url, json);
        json.writeEnd();
    }

    private void writeSponsor(JsonGenerator json) {
        if (sponsorName == null) {
            json.writeNull("sponsor");
            return;
        }
        json.writeStartObject("sponsor");
        text("id", sponsorKey == null ? null : new EntityId(sponsorId).toString(), json);
        text("key", sponsorKey, json);
        json.write("name", sponsorName);
        text("url", sponsorKey == null ? null : "/api/v1/members/" + sponsorKey, json);
        json.writeEnd();
    }

    private void writeLastEvent(JsonGenerator json) {
        if (lastEventDate == null) {
            json.writeNull("last_event");
            return;
        }
        json.writeStartObject("last_event");
        json.write("date", lastEventDate);
        lastEvent.write("text", json);
        json.writeEnd();
    }

    private void writeIdentifiers(JsonGenerator json) {
        try (JsonReader reader = READERS.createReader(new StringReader(identifiers))) {
            json.write("identifiers", reader.readArray());
        }
    }

    private void writeOverrides(JsonGenerator json) {
        json.writeStartArray("overrides");
        if (overridden != null) {
            try (JsonReader reader = READERS.createReader(new StringReader(overridden))) {
                reader.readObject().keySet().forEach(json::write);
            }
        }
        json.writeEnd();
    }

    private static void writeLinks(String url, JsonGenerator json) {
        json.writeStartObject("links");
        json.write("votes", url + "/votes");
        json.write("history", url + "/history");
        json.write("statistics", url + "/statistics");
        json.write("text", url + "/text");
        json.writeEnd();
    }

    private static void text(String name, @Nullable String value, JsonGenerator json) {
        if (value == null) {
            json.writeNull(name);
        } else {
            json.write(name, value);
        }
    }
}

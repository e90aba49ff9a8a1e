// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import ca.openpolicy.core.Bill;
import ca.openpolicy.core.BillField;
import ca.openpolicy.core.BillStatus;
import ca.openpolicy.core.BillType;
import ca.openpolicy.core.Coded;
import ca.openpolicy.core.EditedBill;
import ca.openpolicy.core.MemberKey;
import ca.openpolicy.core.Revision;
import ca.openpolicy.core.Sponsor;
import ca.openpolicy.core.Text;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The column of a bill's overridden fields: each with what the sources say of it, null where there is none. */
final class OverriddenColumn {
    private static final String NAME = "overridden";
    private static final JsonProvider JSON = JsonProvider.provider();
    private static final JsonReaderFactory READERS = JSON.createReaderFactory(Map.of());

    private OverriddenColumn() {}

    static Optional<Column.Json> of(EditedBill edited) {
        if (edited.bill().overrides().isEmpty()) {
            return Optional.empty();
        }
        JsonObjectBuilder object = JSON.createObjectBuilder();
        edited.bill().overrides().forEach(field -> object.add(field.code(), said(field, edited.said())));
        return Optional.of(new Column.Json(object.build().toString()));
    }

    static Set<BillField> fields(ResultSet row) throws SQLException {
        return Cells.optionalText(row, NAME).map(OverriddenColumn::object).map(JsonObject::keySet).stream()
                .flatMap(Set::stream)
                .map(OverriddenColumn::field)
                .collect(Collectors.toSet());
    }

    /** The bill as the sources have it. */
    static Bill said(ResultSet row, Bill bill) throws SQLException {
        JsonObject object = object(Cells.text(row, NAME));
        Bill source = new Bill(
                bill.key(),
                text(object, BillField.TITLE),
                text(object, BillField.SHORT_TITLE),
                value(object, BillField.TYPE, "code").map(code -> Coded.parse(BillType.class, "type", code)),
                bill.chamber(),
                value(object, BillField.STATUS, "code")
                        .map(code -> Coded.parse(BillStatus.class, "status", code))
                        .orElse(BillStatus.UNKNOWN),
                text(object, BillField.STATUS),
                value(object, BillField.SPONSOR, "name").map(name -> new Sponsor(name, member(object))),
                value(object, BillField.INTRODUCED, "date").map(LocalDate::parse),
                Optional.empty(),
                List.of(),
                List.of(),
                Revision.NONE);
        Bill said = bill.with(Set.of());
        for (BillField field : bill.overrides()) {
            said = field.copy(source, said);
        }
        return said;
    }

    private static JsonObjectBuilder said(BillField field, Bill said) {
        JsonObjectBuilder object = JSON.createObjectBuilder();
        switch (field) {
            case TITLE -> text(object, said.title());
            case SHORT_TITLE -> text(object, said.shortTitle());
            case TYPE -> put(object, "code", said.type().map(Coded::code));
            case STATUS -> {
                object.add("code", said.status().code());
                text(object, said.statusText());
            }
            case SPONSOR -> {
                put(object, "name", said.sponsor().map(Sponsor::name));
                put(object, "member", said.sponsor().flatMap(Sponsor::member).map(MemberKey::canonical));
            }
            case INTRODUCED -> put(object, "date", said.introduced().map(LocalDate::toString));
        }
        return object;
    }

    private static void text(JsonObjectBuilder object, Text text) {
        put(object, "en", text.en());
        put(object, "fr", text.fr());
    }

    private static void put(JsonObjectBuilder object, String name, Optional<String> value) {
        value.ifPresent(present -> object.add(name, present));
    }

    private static Text text(JsonObject object, BillField field) {
        return new Text(value(object, field, "en"), value(object, field, "fr"));
    }

    private static Optional<MemberKey> member(JsonObject object) {
        return value(object, BillField.SPONSOR, "member").map(MemberKey::parse);
    }

    private static Optional<String> value(JsonObject object, BillField field, String name) {
        return Optional.ofNullable(object.getJsonObject(field.code()))
                .filter(said -> said.containsKey(name))
                .map(said -> said.getString(name));
    }

    private static BillField field(String code) {
        return Coded.parse(BillField.class, NAME, code);
    }

    private static JsonObject object(String json) {
        try (JsonReader reader = READERS.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import ca.openpolicy.core.BillChange;
import ca.openpolicy.core.BillText;
import ca.openpolicy.core.Chamber;
import ca.openpolicy.core.Coded;
import ca.openpolicy.core.Identifier;
import ca.openpolicy.core.PartyKey;
import ca.openpolicy.core.PartyLine;
import ca.openpolicy.core.PartyTally;
import ca.openpolicy.core.Stage;
import ca.openpolicy.core.StageName;
import ca.openpolicy.core.StageState;
import ca.openpolicy.core.Text;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
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
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The jsonb columns: small lists that are only read and written with their row. */
final class JsonColumns {
    private static final JsonProvider JSON = JsonProvider.provider();
    private static final JsonReaderFactory READERS = JSON.createReaderFactory(Map.of());

    private JsonColumns() {}

    static Column.Json identifiers(List<Identifier> identifiers) {
        return array(
                identifiers,
                (object, each) -> object.add("scheme", each.scheme()).add("value", each.value()));
    }

    static List<Identifier> identifiers(ResultSet row, String column) throws SQLException {
        return list(row, column, each -> new Identifier(each.getString("scheme"), each.getString("value")));
    }

    static Column.Json stages(List<Stage> stages) {
        return array(stages, (object, stage) -> {
            optional(object, "chamber", stage.chamber().map(Chamber::code));
            object.add("stage", stage.name().code()).add("state", stage.state().code());
            optional(object, "date", stage.date().map(LocalDate::toString));
            optional(object, "committee_en", stage.committee().en());
            optional(object, "committee_fr", stage.committee().fr());
        });
    }

    static List<Stage> stages(ResultSet row, String column) throws SQLException {
        return list(
                row,
                column,
                each -> new Stage(
                        text(each, "chamber").map(code -> Coded.parse(Chamber.class, "chamber", code)),
                        Coded.parse(StageName.class, "stage", each.getString("stage")),
                        Coded.parse(StageState.class, "state", each.getString("state")),
                        text(each, "date").map(LocalDate::parse),
                        new Text(text(each, "committee_en"), text(each, "committee_fr"))));
    }

    static Column.Json parties(List<PartyTally> parties) {
        return array(
                parties,
                (object, each) -> object.add("party", each.party().canonical())
                        .add("yea", each.yea())
                        .add("nay", each.nay())
                        .add("paired", each.paired())
                        .add("absent", each.absent())
                        .add("line", each.line().code())
                        .add("dissents", each.dissents()));
    }

    static List<PartyTally> parties(ResultSet row, String column) throws SQLException {
        return list(
                row,
                column,
                each -> new PartyTally(
                        PartyKey.parse(each.getString("party")),
                        each.getInt("yea"),
                        each.getInt("nay"),
                        each.getInt("paired"),
                        each.getInt("absent"),
                        Coded.parse(PartyLine.class, "line", each.getString("line")),
                        each.getInt("dissents")));
    }

    static Column.Json sections(List<BillText.Section> sections) {
        return array(
                sections,
                (object, each) -> object.add("label", each.label())
                        .add("heading", each.heading())
                        .add("text", each.text()));
    }

    static List<BillText.Section> sections(ResultSet row, String column) throws SQLException {
        return list(
                row,
                column,
                each -> new BillText.Section(
                        each.getString("label"), each.getString("heading"), each.getString("text")));
    }

    static Column.Json changes(List<BillChange.Change> changes) {
        return array(
                changes,
                (object, each) -> object.add("field", each.field())
                        .add("before", each.before())
                        .add("after", each.after()));
    }

    static List<BillChange.Change> changes(ResultSet row, String column) throws SQLException {
        return list(
                row,
                column,
                each -> new BillChange.Change(
                        each.getString("field"), each.getString("before"), each.getString("after")));
    }

    static Column.Json texts(Map<String, String> texts) {
        JsonObjectBuilder object = JSON.createObjectBuilder();
        texts.forEach(object::add);
        return new Column.Json(object.build().toString());
    }

    static Map<String, String> texts(ResultSet row, String column) throws SQLException {
        try (JsonReader json = READERS.createReader(new StringReader(Cells.text(row, column)))) {
            JsonObject object = json.readObject();
            return object.keySet().stream().collect(Collectors.toMap(Function.identity(), object::getString));
        }
    }

    private static <T> Column.Json array(List<T> items, BiConsumer<JsonObjectBuilder, T> writer) {
        JsonArrayBuilder array = JSON.createArrayBuilder();
        for (T item : items) {
            JsonObjectBuilder object = JSON.createObjectBuilder();
            writer.accept(object, item);
            array.add(object);
        }
        return new Column.Json(array.build().toString());
    }

    private static <T> List<T> list(ResultSet row, String column, Function<JsonObject, T> reader) throws SQLException {
        try (JsonReader json = READERS.createReader(new StringReader(Cells.text(row, column)))) {
            JsonArray array = json.readArray();
            return array.getValuesAs(JsonObject.class).stream().map(reader).toList();
        }
    }

    private static void optional(JsonObjectBuilder object, String name, Optional<String> value) {
        value.ifPresent(text -> object.add(name, text));
    }

    private static Optional<String> text(JsonObject object, String name) {
        return object.containsKey(name) ? Optional.of(object.getString(name)) : Optional.empty();
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.Coded;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.EntityKey;
import ca.openpolicy.core.PartyKey;
import ca.openpolicy.core.Text;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonGenerator;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Writes fields by what they mean; whatever is absent is written as null. */
final class Pen {
    private final JsonGenerator json;
    private final WordsJson options;

    Pen(JsonGenerator json, WordsJson options) {
        this.json = json;
        this.options = options;
    }

    boolean wants(Include part) {
        return options.wants(part);
    }

    <W> void object(W word, Shape<W> shape) {
        json.writeStartObject();
        shape.write(word, this);
        json.writeEnd();
    }

    <W> void object(String name, W word, Shape<W> shape) {
        json.writeKey(name);
        object(word, shape);
    }

    <W> void optional(String name, Optional<W> word, Shape<W> shape) {
        word.ifPresentOrElse(present -> object(name, present, shape), () -> json.writeNull(name));
    }

    <W> void list(String name, List<W> words, Shape<W> shape) {
        json.writeStartArray(name);
        words.forEach(word -> object(word, shape));
        json.writeEnd();
    }

    void string(String name, String value) {
        json.write(name, value);
    }

    void string(String name, Optional<String> value) {
        value.ifPresentOrElse(present -> json.write(name, present), () -> json.writeNull(name));
    }

    /** Writes null for an empty text. */
    void filled(String name, String value) {
        string(name, Optional.of(value).filter(text -> !text.isEmpty()));
    }

    void id(String name, EntityId id) {
        json.write(name, id.toString());
    }

    void number(String name, long value) {
        json.write(name, value);
    }

    void number(String name, Optional<Long> value) {
        value.ifPresentOrElse(present -> json.write(name, present), () -> json.writeNull(name));
    }

    void decimal(String name, Optional<BigDecimal> value) {
        value.ifPresentOrElse(present -> json.write(name, present), () -> json.writeNull(name));
    }

    void flag(String name, boolean value) {
        json.write(name, value);
    }

    void json(String name, JsonValue value) {
        json.write(name, value);
    }

    void code(String name, Coded value) {
        json.write(name, value.code());
    }

    void code(String name, Optional<? extends Coded> value) {
        string(name, value.map(Coded::code));
    }

    void date(String name, LocalDate value) {
        json.write(name, value.toString());
    }

    void date(String name, Optional<LocalDate> value) {
        string(name, value.map(LocalDate::toString));
    }

    void instant(String name, Instant value) {
        json.write(name, value.toString());
    }

    void instant(String name, Optional<Instant> value) {
        string(name, value.map(Instant::toString));
    }

    void text(String name, Text whole) {
        Text text = options.inLanguage(whole);
        json.writeStartObject(name);
        string("en", text.en());
        string("fr", text.fr());
        json.writeEnd();
    }

    /** Writes what every word with a natural key begins with. */
    void identity(EntityKey key) {
        id("id", key.id());
        string("key", key.canonical());
        string("url", Kind.url(key));
    }

    void party(String name, Optional<PartyKey> party) {
        party.ifPresentOrElse(present -> party(name, present), () -> json.writeNull(name));
    }

    void party(String name, PartyKey party) {
        json.writeStartObject(name);
        string("key", party.canonical());
        text("name", options.names().party(party));
        json.writeEnd();
    }
}

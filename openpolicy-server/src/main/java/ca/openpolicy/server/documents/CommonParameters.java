// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.documents;

import ca.openpolicy.core.Coded;
import ca.openpolicy.core.PageRequest;
import ca.openpolicy.core.format.Language;
import ca.openpolicy.core.format.Shape;
import ca.openpolicy.server.Takes;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** The parameters that addresses share. */
final class CommonParameters {
    private static final JsonObject MOMENT =
            JsonParts.object().add("type", "string").add("format", "date-time").build();

    /** The versions that a cache holds. */
    static final Parameter IF_NONE_MATCH =
            header("If-None-Match", "Entity tags that the caller holds: if one of them still fits, the answer is 304.");

    /** The moment since which something must have changed. */
    static final Parameter IF_MODIFIED_SINCE =
            header("If-Modified-Since", "A moment since which the thing must have changed, or the answer is 304.");

    /** The language of what is told to people. */
    static final Parameter ACCEPT_LANGUAGE =
            header("Accept-Language", "In which language, en or fr; lang takes its place.");

    /** The version that a writer has seen. */
    static final Parameter IF_MATCH =
            header("If-Match", "The ETag of the version that the caller has seen; without it the answer is 428.");

    /** Where a client that comes back goes on. */
    static final Parameter LAST_EVENT_ID =
            header("Last-Event-ID", "The id of the last event that was seen; it takes the place of since.");

    /** Makes repetition harmless. */
    static final Parameter IDEMPOTENCY_KEY = header(
            "Idempotency-Key",
            "A name of the caller's own for this request: repeated with the same one it has one effect and one answer.");

    /** Picks a page. */
    static final Parameter CURSOR = Parameter.query(
            "cursor",
            "cursor",
            "Where to go on: taken from the link next or prev, and good for that query only.",
            JsonParts.object().add("type", "string").build());

    /** Narrows a list to what changed. */
    static final Parameter UPDATED_SINCE = Parameter.query(
                    "updated_since", "updated_since", "Only what changed at this moment or later.", MOMENT)
            .like(Optional.of(JsonParts.string("2024-12-18T06:00:00Z")));

    /** Narrows a list to what changed. */
    static final Parameter UPDATED_UNTIL = Parameter.query(
                    "updated_until",
                    "updated_until",
                    "Only what changed before this moment; not later than up to when changes are settled.",
                    MOMENT)
            .like(Optional.of(JsonParts.string("2024-12-18T12:00:00Z")));

    /** Wants a total. */
    static final Parameter COUNT = Parameter.query(
            "count",
            "count",
            "Whether to say in page.total how many there are.",
            JsonParts.object().add("type", "boolean").add("default", false).build());

    /** Wants one language. */
    static final Parameter LANG = Parameter.query(
                    "lang",
                    "lang",
                    "Fills only this language of each text; the other one serves where there is none.",
                    Takes.oneOf(Coded.codes(Language.class)))
            .like(Optional.of(JsonParts.string("fr")));

    private CommonParameters() {}

    /** Says how many to list. */
    static Parameter limit(int usual) {
        return Parameter.query(
                "limit",
                "limit",
                "How many to list at most.",
                JsonParts.object()
                        .add("type", "integer")
                        .add("minimum", 1)
                        .add("maximum", PageRequest.MAX_LIMIT)
                        .add("default", usual)
                        .build());
    }

    /** Picks a form of the answer. */
    static Parameter format(List<Form> forms) {
        List<String> codes = forms.stream().map(Form::code).toList();
        return Parameter.query(
                "format." + String.join("-", codes),
                "format",
                "The form of the answer; without it the header Accept decides.",
                Takes.oneOf(codes));
    }

    /** Picks fields at the top level. */
    static Parameter fields(Shape<?> shape) {
        List<String> names = shape.fields().stream().map(Shape.Field::name).toList();
        return Parameter.query(
                        "fields." + shape.name(),
                        "fields",
                        "Answers only these fields, and `id`, though the schema says that all are there.",
                        JsonParts.listOf(Takes.oneOf(names)))
                .like(Optional.of(JsonParts.strings(names.subList(0, Math.min(2, names.size())))));
    }

    /** A part of the address. */
    static Parameter path(String name, String description) {
        JsonObject text = JsonParts.object().add("type", "string").build();
        return new Parameter(name, name, Parameter.Place.PATH, description, text, Optional.empty());
    }

    private static Parameter header(String name, String description) {
        JsonObject text = JsonParts.object().add("type", "string").build();
        return new Parameter(name, name, Parameter.Place.HEADER, description, text, Optional.empty());
    }

    /** Picks fields of which something is taken away. */
    static Parameter cleared(String component, List<String> names) {
        return Parameter.query(
                component,
                "fields",
                "Of which fields; of all, unless it is given.",
                JsonParts.listOf(Takes.oneOf(names)));
    }
}

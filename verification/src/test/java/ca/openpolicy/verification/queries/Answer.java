// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.queries;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What came back from an address. */
record Answer(String path, int status, String type, String links, String body) {
    private static final Pattern LINK = Pattern.compile("<([^>]*)>; rel=\"([a-z]+)\"");

    /** This, if it was answered at all. */
    Answer ok() {
        if (status != 200) {
            throw new AssertionError(path + " answers " + status + ": " + body);
        }
        return this;
    }

    JsonObject json() {
        return parse(ok().body);
    }

    List<JsonObject> rows() {
        return json().getJsonArray("data").getValuesAs(JsonObject.class);
    }

    /** Where the list goes on, by what the body says. */
    Optional<String> goesOn(String way) {
        JsonObject page = json().getJsonObject("page");
        return page.isNull(way) ? Optional.empty() : Optional.of(page.getString(way));
    }

    /** Where the list goes on, by the header. */
    Optional<String> linked(String way) {
        for (Matcher link = LINK.matcher(links); link.find(); ) {
            if (link.group(2).equals(way)) {
                return Optional.of(link.group(1));
            }
        }
        return Optional.empty();
    }

    Answer with(String otherBody) {
        return new Answer(path, status, type, links, otherBody);
    }

    static JsonObject parse(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }
}

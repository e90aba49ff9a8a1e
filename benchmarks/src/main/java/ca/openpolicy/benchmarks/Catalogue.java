// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a server has, as its own lists say. */
record Catalogue(Program server) {
    private static final int LIMIT = 500;

    /** The addresses of all things of a kind. */
    List<String> addresses(String kind) throws IOException {
        return all(kind).stream().map(each -> each.getString("url")).toList();
    }

    List<JsonObject> all(String kind) throws IOException {
        List<JsonObject> all = new ArrayList<>();
        Optional<String> next = Optional.of("/api/v1/" + kind + "?limit=" + LIMIT);
        while (next.isPresent()) {
            JsonObject page = json(server.get(next.get()));
            all.addAll(page.getJsonArray("data").getValuesAs(JsonObject.class));
            next = next(page);
        }
        return all;
    }

    static Optional<String> next(JsonObject page) {
        JsonObject paging = page.getJsonObject("page");
        return paging.isNull("next") ? Optional.empty() : Optional.of(paging.getString("next"));
    }

    static JsonObject json(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }
}

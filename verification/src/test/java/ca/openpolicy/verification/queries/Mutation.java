// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.queries;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/** What a server might get wrong in an answer, done to a right one. */
enum Mutation {
    /** A row is missing. */
    DROPPED {
        @Override
        void change(List<JsonValue> rows) {
            rows.remove(rows.size() / 2);
        }
    },
    /** A row comes twice. */
    REPEATED {
        @Override
        void change(List<JsonValue> rows) {
            rows.add(rows.get(rows.size() / 2));
        }
    },
    /** Two rows stand in each other's place. */
    SWAPPED {
        @Override
        void change(List<JsonValue> rows) {
            rows.add(rows.removeFirst());
        }
    },
    /** A value is another one. */
    CHANGED {
        @Override
        void change(List<JsonValue> rows) {
            rows.set(
                    0,
                    Json.createObjectBuilder(rows.getFirst().asJsonObject())
                            .add("key", "zz/9-9/C-999")
                            .build());
        }
    },
    /** The count is not that of the rows. */
    MISCOUNTED {
        @Override
        String change(String body) {
            return body.replaceFirst("\"total\":(\\d+)", "\"total\":1$1");
        }
    },
    /** The way back ends too early. */
    LOST_WAY_BACK {
        @Override
        String change(String body) {
            return body.replaceFirst("\"prev\":\"[^\"]*\"", "\"prev\":null");
        }
    };

    void change(List<JsonValue> rows) {}

    /** The answer with the fault in it; the same where it cannot have it. */
    String change(String body) {
        if (!body.startsWith("{\"data\":[")) {
            return lines(body);
        }
        JsonObject answer = Answer.parse(body);
        List<JsonValue> rows = new ArrayList<>(answer.getJsonArray("data"));
        if (rows.size() < 2) {
            return body;
        }
        change(rows);
        JsonArrayBuilder changed = Json.createArrayBuilder(rows);
        return Json.createObjectBuilder(answer).add("data", changed).build().toString();
    }

    /** Of lines and tables, the fault of the last line. */
    private String lines(String body) {
        List<String> lines = new ArrayList<>(body.lines().toList());
        if (lines.size() < 3) {
            return body;
        }
        String last = lines.removeLast();
        switch (this) {
            case DROPPED -> {}
            case REPEATED -> lines.addAll(List.of(last, last));
            case SWAPPED -> lines.add(lines.size() - 1, last);
            case CHANGED -> lines.add(last.replaceFirst("zz/", "yy/"));
            case MISCOUNTED, LOST_WAY_BACK -> lines.add(last);
        }
        String end = body.contains("\r\n") ? "\r\n" : "\n";
        return String.join(end, lines) + end;
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChangesTest {
    private static final String CHANGES = "/api/v1/changes";

    private final SampleServer server = SampleServer.own();

    @AfterAll
    void stop() throws IOException {
        server.close();
    }

    @Test
    void every_bill_and_division_of_the_sample_was_told() {
        JsonObject answer = server.json(CHANGES + "?type=vote.recorded&limit=500&count=true");
        assertThat(answer.getJsonArray("data")).hasSizeGreaterThanOrEqualTo(60);
        assertThat(answer.getJsonObject("page").getInt("total"))
                .isEqualTo(answer.getJsonArray("data").size());
        assertThat(server.json(CHANGES + "?resource=bill&limit=500").getJsonArray("data"))
                .hasSizeGreaterThanOrEqualTo(44);
    }

    @Test
    void who_goes_on_from_the_last_change_sees_what_came_after_it() {
        String since = last();
        String bill = create("C-951");
        JsonObject change = after(since, "bill.created", bill);
        assertThat(change.getJsonObject("aggregate").getInt("version")).isEqualTo(1);
        assertThat(change.getJsonObject("data").getJsonObject("bill").getString("number"))
                .isEqualTo("C-951");
        assertThat(change.getString("since")).isNotEqualTo(since);
    }

    @Test
    void changes_are_told_as_they_happen_and_from_the_last_event_on() {
        String since = last();
        String bill = create("C-952");
        HttpResponse<String> fromQuery = server.get(CHANGES + "/events?since=" + since + "&type=bill.created");
        assertThat(fromQuery.headers().firstValue("Content-Type")).contains("text/event-stream");
        assertThat(fromQuery.body()).contains("event: bill.created").contains(bill);
        assertThat(server.send("GET", CHANGES + "/events?type=bill.created", "Last-Event-ID", since)
                        .body())
                .contains(bill);
        assertThat(server.get(CHANGES + "/events?resource=none").body()).startsWith(":");
    }

    @Test
    void a_place_that_is_none_is_refused() {
        for (String path : List.of(CHANGES + "?since=s0", CHANGES + "/events?since=x:y")) {
            assertThat(server.get(path).statusCode()).as(path).isEqualTo(400);
            assertThat(server.get(path).body()).contains("since");
        }
        assertThat(server.send("GET", CHANGES + "/events", "Last-Event-ID", "x").statusCode())
                .isEqualTo(400);
        assertThat(server.get(CHANGES + "/events?limit=3").statusCode()).isEqualTo(400);
        assertThat(server.get(CHANGES + "/elsewhere").statusCode()).isEqualTo(404);
    }

    private String last() {
        String since = "";
        JsonObject page = server.json(CHANGES + "?limit=500");
        while (true) {
            if (!page.getJsonArray("data").isEmpty()) {
                since = page.getJsonArray("data")
                        .getJsonObject(page.getJsonArray("data").size() - 1)
                        .getString("since");
            }
            if (page.getJsonObject("page").isNull("next")) {
                return since;
            }
            page = server.json(page.getJsonObject("page").getString("next"));
        }
    }

    private JsonObject after(String since, String type, String id) {
        return server
                .json(CHANGES + "?limit=500&type=" + type + "&since=" + since)
                .getJsonArray("data")
                .getValuesAs(JsonObject.class)
                .stream()
                .filter(change ->
                        change.getJsonObject("aggregate").getString("id").equals(id))
                .findFirst()
                .orElseThrow();
    }

    private String create(String number) {
        HttpResponse<String> answer = server.send(
                "POST",
                "/api/v1/bills",
                BodyPublishers.ofString("{\"jurisdiction\":\"zz\",\"session\":\"3-1\",\"number\":\"" + number
                        + "\",\"title\":{\"en\":\"An Act respecting changes\"}}"),
                BodyHandlers.ofString(),
                "Content-Type",
                "application/json",
                "Authorization",
                "Bearer " + server.token());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return SampleServer.parse(answer.body()).getJsonObject("data").getString("id");
    }
}

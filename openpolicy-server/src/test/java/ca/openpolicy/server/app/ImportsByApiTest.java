// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Imports that are ordered, followed and called off by requests. */
@ExtendWith(SampleServer.Shared.class)
class ImportsByApiTest {
    private static final String RUNS = "/api/v1/etl/runs";

    private final SampleServer server;

    ImportsByApiTest(SampleServer server) {
        this.server = server;
    }

    @Test
    void a_configured_source_is_imported_and_followed_to_its_end() {
        HttpResponse<String> ordered = await().atMost(Duration.ofMinutes(1))
                .until(() -> order("{\"source\":\"sample-parliament\"}"), answer -> answer.statusCode() != 409);
        assertThat(ordered.statusCode()).as(ordered.body()).isEqualTo(202);
        String run = ordered.headers().firstValue("Location").orElseThrow();
        assertThat(server.one(run).getString("source")).isEqualTo("sample-parliament");
        HttpResponse<String> events = server.get(run + "/events");
        assertThat(events.headers().firstValue("Content-Type")).contains("text/event-stream");
        assertThat(events.body().lines().filter(line -> line.startsWith("event: ")))
                .last()
                .isEqualTo("event: finished");
        assertThat(server.get(run).headers().firstValue("Cache-Control")).contains("no-cache");
        assertThat(server.one(run).getString("state")).isEqualTo("succeeded");
        assertThat(events.body())
                .as("the end is told as it is recorded")
                .contains("\"finished\":\"" + server.one(run).getString("finished") + "\"");
        assertThat(server.one(run).getJsonObject("counts").getInt("updated")).isZero();
        assertThat(server.get(run + "/events").body())
                .contains("event: finished")
                .doesNotContain("event: progress");
        assertThat(send("DELETE", run, "").statusCode()).isEqualTo(409);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"source\":\"/etc\"} | 422 | /source",
                "{\"source\":\"https://example.org/\"} | 422 | /source",
                "{\"source\":7} | 422 | /source",
                "{} | 422 | /source",
                "{\"source\":\"sample-parliament\",\"path\":\"/etc\"} | 422 | /path",
                "[] | 422 | ''",
                "{\"source\": | 400 | ''"
            })
    void an_order_names_nothing_but_a_configured_source(String body, int status, String pointer) {
        HttpResponse<String> answer = order(body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains("\"pointer\":\"" + pointer);
    }

    @Test
    void nobody_else_orders_or_calls_off() {
        String some = server.list(RUNS).getJsonObject(0).getString("url");
        assertThat(server.send("DELETE", some).statusCode()).isEqualTo(401);
        assertThat(server.send("POST", RUNS, BodyPublishers.ofString("{}"), BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(401);
    }

    private HttpResponse<String> order(String body) {
        return send("POST", RUNS, body);
    }

    private HttpResponse<String> send(String method, String path, String body) {
        return server.send(
                method,
                path,
                BodyPublishers.ofString(body),
                BodyHandlers.ofString(),
                "Authorization",
                server.bearer(),
                "Content-Type",
                "application/json");
    }
}

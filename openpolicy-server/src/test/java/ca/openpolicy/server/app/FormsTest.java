// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In which forms things are answered, whole or in part, and how a client finds out that nothing has changed. */
@ExtendWith(SampleServer.Shared.class)
class FormsTest {
    private static final String BILL = "/api/v1/bills/zz/3-1/C-2";

    private final SampleServer server;

    FormsTest(SampleServer server) {
        this.server = server;
    }

    @Test
    void the_form_that_a_client_likes_best_is_taken() {
        assertThat(typeOf("text/csv")).isEqualTo("text/csv; charset=utf-8; header=present");
        assertThat(typeOf("application/x-ndjson")).isEqualTo("application/x-ndjson");
        assertThat(typeOf("text/csv;q=0.5, application/x-ndjson")).isEqualTo("application/x-ndjson");
        assertThat(typeOf("text/html, */*;q=0.8")).isEqualTo("application/json");
        assertThat(typeOf("application/json;q=0, text/*")).startsWith("text/csv");
    }

    private String typeOf(String accept) {
        return header(server.send("GET", "/api/v1/votes?limit=2", "Accept", accept), "Content-Type");
    }

    @Test
    void a_form_that_is_not_made_is_a_problem_that_lists_those_that_are() {
        HttpResponse<String> response = server.send("GET", "/api/v1/votes", "Accept", "application/xml");
        assertThat(response.statusCode()).isEqualTo(406);
        assertThat(response.body()).contains("/problems/not-acceptable").contains("text/csv");
        assertThat(server.send("GET", BILL, "Accept", "text/csv").statusCode()).isEqualTo(406);
        assertThat(server.problem(BILL + "?format=csv", 400).toString()).contains("json");
    }

    @Test
    void lines_and_tables_hold_the_rows_alone_and_page_by_header() {
        String path = "/api/v1/votes?limit=3&sort=number&format=";
        HttpResponse<String> lines = server.get(path + "ndjson");
        HttpResponse<String> table = server.get(path + "csv");
        List<String> keys = server.keys(path + "json");
        assertThat(lines.body().lines().map(line -> SampleServer.parse(line).getString("key")))
                .containsExactlyElementsOf(keys);
        assertThat(table.body().lines()).hasSize(4);
        assertThat(table.body().lines().findFirst().orElseThrow())
                .startsWith("id,key,")
                .contains("subject_en,subject_fr");
        assertThat(header(lines, "Link")).contains("rel=\"next\"").contains("format=ndjson");
    }

    @Test
    void a_chosen_field_that_comes_only_when_asked_for_is_asked_for_by_that() {
        String both = BILL + "?include=stages,votes,statistics&fields=stages,votes,statistics";
        assertThat(server.one(BILL + "?fields=stages,votes,statistics"))
                .containsOnlyKeys("id", "stages", "votes", "statistics")
                .isEqualTo(server.one(both));
        assertThat(server.get("/api/v1/votes?fields=ballots&limit=1&format=ndjson")
                        .body())
                .contains("\"ballots\":[{");
        JsonObject problem = server.problem("/api/v1/bills?fields=title,stages&format=csv", 400);
        assertThat(problem.getJsonArray("errors").getJsonObject(0).getString("parameter"))
                .isEqualTo("fields");
    }

    @Test
    void only_the_chosen_fields_come_and_always_the_id() {
        JsonObject bill = server.one(BILL + "?fields=title,law");
        assertThat(bill).containsOnlyKeys("id", "title", "law");
        assertThat(server.list("/api/v1/votes?fields=date&limit=2").getValuesAs(JsonObject.class))
                .allSatisfy(vote -> assertThat(vote).containsOnlyKeys("id", "date"));
        assertThat(server.get("/api/v1/votes?fields=date&limit=1&format=csv").body())
                .startsWith("id,date\r\n");
        JsonObject problem = server.problem(BILL + "?fields=title,colour", 400);
        assertThat(problem.getJsonArray("errors")
                        .getJsonObject(0)
                        .getJsonArray("allowed")
                        .toString())
                .contains("short_title");
    }

    @Test
    void a_bill_brings_along_what_it_is_asked_to_include() {
        JsonObject bill = server.one(BILL + "?include=stages,votes,statistics,sponsor");
        assertThat(bill.getJsonArray("stages")).isNotEmpty();
        assertThat(bill.getJsonArray("votes").getValuesAs(JsonObject.class).stream()
                        .map(vote -> vote.getString("key"))
                        .toList())
                .isEqualTo(server.keys(BILL + "/votes?limit=500"));
        assertThat(bill.getJsonObject("statistics")).isEqualTo(server.one(BILL + "/statistics"));
        JsonObject sponsor = bill.getJsonObject("sponsor");
        assertThat(sponsor.getJsonObject("resource")).isEqualTo(server.one(sponsor.getString("url")));
    }

    @Test
    void a_list_includes_for_every_row_what_the_single_one_does() {
        for (JsonObject bill : server.list("/api/v1/bills?limit=100&include=votes,statistics,sponsor")
                .getValuesAs(JsonObject.class)) {
            assertThat(bill).isEqualTo(server.one(bill.getString("url") + "?include=votes,statistics,sponsor"));
        }
    }

    @Test
    void a_vote_brings_along_its_bill_and_its_ballots() {
        String url = server.list(BILL + "/votes").getJsonObject(0).getString("url");
        JsonObject vote = server.one(url + "?include=bill,parties,ballots");
        JsonObject bill = vote.getJsonObject("bill");
        assertThat(bill.getJsonObject("resource")).isEqualTo(server.one(bill.getString("url")));
        assertThat(vote.getJsonArray("ballots")).hasSize(server.total(url + "/ballots"));
        assertThat(vote.getJsonArray("parties")).isEqualTo(server.list(url + "/parties"));
    }

    @Test
    void what_was_not_asked_for_is_not_there() {
        assertThat(server.one(BILL).keySet()).doesNotContain("stages", "votes", "statistics");
        assertThat(server.one(BILL).getJsonObject("sponsor")).doesNotContainKey("resource");
    }

    @Test
    void a_table_takes_no_parts() {
        assertThat(server.problem("/api/v1/bills?format=csv&include=votes", 400).toString())
                .contains("include");
    }

    @ParameterizedTest
    @ValueSource(strings = {BILL, "/api/v1/votes?limit=3", "/api/v1/votes?limit=3&format=csv", BILL + "/history"})
    void whoever_has_the_answer_is_told_that_it_is_still_the_same(String path) {
        HttpResponse<String> first = server.get(path);
        String tag = header(first, "ETag");
        assertThat(tag).matches("\"v\\d+\\.[A-Za-z0-9_-]+\"");
        assertThat(header(first, "Cache-Control")).isEqualTo("public, max-age=60, stale-while-revalidate=300");
        assertThat(first.headers().allValues("Vary").toString())
                .contains("Accept")
                .contains("Accept-Encoding");
        HttpResponse<String> again = server.send("GET", path, "If-None-Match", "\"other\", W/" + tag);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(header(again, "ETag")).isEqualTo(tag);
        assertThat(server.send("GET", path, "If-None-Match", "\"other\"").statusCode())
                .isEqualTo(200);
    }

    @Test
    void each_form_has_a_tag_of_its_own_and_all_speak_of_the_same_version() {
        List<String> tags = List.of(BILL, BILL + "?lang=fr", BILL + "?fields=law", BILL + "?include=votes").stream()
                .map(path -> header(server.get(path), "ETag"))
                .toList();
        assertThat(tags).doesNotHaveDuplicates();
        String version = "\"v" + server.one(BILL).getInt("version") + ".";
        assertThat(tags).allSatisfy(tag -> assertThat(tag).startsWith(version));
        assertThat(header(server.send("GET", BILL, "Accept-Encoding", "gzip"), "ETag"))
                .isNotIn(tags);
    }

    @Test
    void a_date_serves_where_there_is_no_tag() {
        String modified = header(server.get(BILL), "Last-Modified");
        assertThat(server.send("GET", BILL, "If-Modified-Since", modified).statusCode())
                .isEqualTo(304);
        assertThat(server.send("GET", BILL, "If-Modified-Since", "Sat, 29 Oct 1994 19:43:31 GMT")
                        .statusCode())
                .isEqualTo(200);
        assertThat(server.send("GET", BILL, "If-Modified-Since", "yesterday").statusCode())
                .isEqualTo(200);
        assertThat(server.send("GET", BILL, "If-Modified-Since", modified, "If-None-Match", "\"x\"")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void large_answers_are_compressed_if_wanted_and_hold_the_same() throws IOException {
        String path = "/api/v1/votes?limit=50";
        HttpResponse<byte[]> packed = server.bytes(path, "Accept-Encoding", "br;q=1, gzip;q=0.5");
        assertThat(header(packed, "Content-Encoding")).isEqualTo("gzip");
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(server.get(path).body());
        }
        assertThat(server.bytes(path, "Accept-Encoding", "gzip;q=0").headers().firstValue("Content-Encoding"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {BILL, "/api/v1/votes?limit=3", "/api/v1/votes/zz/3-1/house/999", "/health", "/"})
    void head_tells_what_get_would_without_its_body(String path) {
        HttpResponse<String> get = server.get(path);
        HttpResponse<String> head = server.send("HEAD", path);
        assertThat(head.statusCode()).isEqualTo(get.statusCode());
        assertThat(head.body()).isEmpty();
        assertThat(header(head, "Content-Type")).isEqualTo(header(get, "Content-Type"));
        assertThat(head.headers().firstValue("ETag")).isEqualTo(get.headers().firstValue("ETag"));
        if (get.statusCode() == 200) {
            assertThat(header(head, "Content-Length")).isEqualTo(header(get, "Content-Length"));
        }
    }

    @Test
    void what_was_read_when_stands_in_a_header() {
        assertThat(header(server.get(BILL), "X-Source-Updated")).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
    }

    @Test
    void changes_are_listed_up_to_a_safe_end_from_which_one_goes_on() {
        JsonObject all = server.json("/api/v1/bills?updated_since=2020-01-01T00:00:00Z&limit=3&sort=updated_at");
        String until = all.getJsonObject("page").getString("until");
        assertThat(server.following("/api/v1/bills?updated_since=2020-01-01T00:00:00Z&limit=3&sort=updated_at"))
                .hasSize(server.total("/api/v1/bills"));
        assertThat(server.total("/api/v1/bills?updated_since=" + until)).isZero();
        assertThat(server.problem("/api/v1/bills?updated_since=yesterday", 400).toString())
                .contains("updated_since");
        assertThat(server.problem("/api/v1/bills?updated_until=2999-01-01T00:00:00Z", 400)
                        .toString())
                .contains("settled");
        assertThat(server.json("/api/v1/bills").getJsonObject("page").get("until"))
                .isEqualTo(JsonValue.NULL);
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}

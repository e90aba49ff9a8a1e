// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every address that the interface has. */
@ExtendWith(SampleServer.Shared.class)
class RoutesTest {
    private final SampleServer server;

    RoutesTest(SampleServer server) {
        this.server = server;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bills",
                "votes",
                "ballots",
                "members",
                "parties",
                "sessions",
                "jurisdictions",
                "etl/runs",
                "platform/sources",
                "bills/zz/3-1/C-2/votes",
                "bills/zz/3-1/C-2/ballots",
                "bills/zz/3-1/C-2/history",
                "bills/zz/3-1/C-2/text",
                "votes/zz/3-1/house/16/ballots",
                "votes/zz/3-1/house/16/parties",
                "members/zz/900122/ballots"
            })
    void a_list_has_data_a_page_and_what_is_said_of_it(String path) {
        JsonObject answer = server.json("/api/v1/" + path);
        assertThat(answer).containsOnlyKeys("data", "page", "meta");
        assertThat(answer.getJsonArray("data")).isNotEmpty();
        assertThat(answer.getJsonObject("page")).containsOnlyKeys("limit", "next", "prev", "total", "until");
        assertThat(answer.getJsonObject("page").getInt("limit")).isEqualTo(20);
        assertThat(answer.getJsonObject("meta").getJsonObject("links").getString("freshness"))
                .isEqualTo("/api/v1/platform/sources");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bills/zz/3-1/C-2",
                "votes/zz/3-1/house/16",
                "ballots/zz/3-1/house/16/900122",
                "members/zz/900122",
                "parties/zz/concord",
                "sessions/zz/3-1",
                "jurisdictions/zz"
            })
    void one_thing_is_found_by_its_key_by_its_id_and_at_its_url(String path) {
        JsonObject byKey = server.one("/api/v1/" + path);
        String collection = path.substring(0, path.indexOf('/'));
        assertThat(byKey.getString("url")).isEqualTo("/api/v1/" + path);
        assertThat(byKey.getString("key")).isEqualTo(path.substring(collection.length() + 1));
        assertThat(server.one("/api/v1/" + collection + "/" + byKey.getString("id")))
                .isEqualTo(byKey);
    }

    @Test
    void parts_are_found_below_an_id_too() {
        String vote = server.one("/api/v1/votes/zz/3-1/house/16").getString("id");
        assertThat(server.total("/api/v1/votes/" + vote + "/ballots"))
                .isEqualTo(server.total("/api/v1/votes/zz/3-1/house/16/ballots"));
        String bill = server.one("/api/v1/bills/zz/3-1/C-2").getString("id");
        assertThat(server.one("/api/v1/bills/" + bill + "/statistics").getJsonArray("divisions"))
                .isNotEmpty();
    }

    @Test
    void the_links_of_a_bill_work_as_written() {
        JsonObject links = server.one("/api/v1/bills/zz/3-1/C-2").getJsonObject("links");
        assertThat(links.keySet()).allSatisfy(name -> server.json(links.getString(name)));
    }

    @ParameterizedTest
    @CsvSource({
        "bills/zz/3-1/c2, bills/zz/3-1/C-2",
        "bills/ZZ/3-1/Bill%20C-2, bills/zz/3-1/C-2",
        "bills/zz/3-1/c-002/votes?limit=2, bills/zz/3-1/C-2/votes?limit=2",
        "votes/zz/3-1/16, votes/zz/3-1/house/16",
        "votes/zz/3-1/16/ballots?choice=yea, votes/zz/3-1/house/16/ballots?choice=yea",
        "votes/zz/3-1/HOUSE/016, votes/zz/3-1/house/16",
        "parties/zz/Concord, parties/zz/concord"
    })
    void another_spelling_is_sent_to_the_canonical_one(String path, String canonical) {
        HttpResponse<String> response = server.get("/api/v1/" + path);
        assertThat(response.statusCode()).isEqualTo(308);
        assertThat(response.headers().firstValue("Location")).contains("/api/v1/" + canonical);
    }

    @Test
    void an_id_in_small_letters_is_sent_to_the_canonical_one() {
        String id = server.one("/api/v1/bills/zz/3-1/C-2").getString("id");
        HttpResponse<String> response = server.get("/api/v1/bills/" + id.toLowerCase(java.util.Locale.ROOT));
        assertThat(response.statusCode()).isEqualTo(308);
        assertThat(response.headers().firstValue("Location")).contains("/api/v1/bills/" + id);
    }

    @Test
    void a_vote_without_its_chamber_that_fits_none_lists_both_addresses() {
        assertThat(server.problem("/api/v1/votes/zz/3-1/99", 404).getString("detail"))
                .contains("/api/v1/votes/zz/3-1/house/99")
                .contains("/api/v1/votes/zz/3-1/senate/99");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing",
                "/api/v1",
                "/api/v1/nothing",
                "/api/v1/billsome",
                "/api/v1/bills/",
                "/api/v1/bills/zz/3-1/C-999",
                "/api/v1/bills/zz/3-1/C-2/",
                "/api/v1/bills/zz/3-1/C-2/nothing",
                "/api/v1/bills/zz/3-1/C-2/votes/more",
                "/api/v1/bills/zz/3-1/C%2F2",
                "/api/v1/bills/zz/3-1",
                "/api/v1/bills/0000000000000",
                "/api/v1/bills/zz/3-1/C-999/votes",
                "/api/v1/members/zz/%2e%2e",
                "/api/v1/platform/sources/0000000000000",
                "/problems/nothing"
            })
    void what_is_not_there_is_a_problem(String path) {
        JsonObject problem = server.problem(path, 404);
        assertThat(problem.getString("type")).isEqualTo("/problems/not-found");
        assertThat(problem.getString("instance")).isEqualTo(path);
        assertThat(problem.getString("trace_id")).matches("[0-9a-f]{32}");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /api/v1/votes",
        "PUT, /api/v1/sessions/zz/3-1",
        "DELETE, /api/v1/votes/zz/3-1/house/16/ballots",
        "PATCH, /api/v1/etl/runs",
        "POST, /health",
        "DELETE, /"
    })
    void another_method_is_a_problem_that_says_which_ones_are_allowed(String method, String path) {
        HttpResponse<String> response = server.send(method, path);
        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow"))
                .hasValueSatisfying(allow -> assertThat(allow.split(", ")).contains("GET", "HEAD"));
        assertThat(response.body()).contains("/problems/method-not-allowed");
    }

    @Test
    void the_run_of_the_sample_tells_what_it_noticed_in_pages() {
        JsonObject run = server.list("/api/v1/etl/runs?source=sample-parliament&state=succeeded")
                .getJsonObject(0);
        assertThat(run.getString("state")).isEqualTo("succeeded");
        JsonObject first = server.json(run.getString("url") + "?limit=2&count=true");
        assertThat(first.getJsonObject("data").getJsonArray("warnings")).hasSize(2);
        assertThat(first.getJsonObject("page").getInt("total"))
                .isEqualTo(run.getJsonObject("counts").getInt("warnings"));
        JsonObject second = server.json(first.getJsonObject("page").getString("next"));
        assertThat(second.getJsonObject("data").getJsonArray("warnings"))
                .isNotEqualTo(first.getJsonObject("data").getJsonArray("warnings"));
        assertThat(second.getJsonObject("page").getString("prev"))
                .isEqualTo(run.getString("url") + "?limit=2&count=true");
    }

    @Test
    void parts_that_are_written_only_when_asked_for_are_asked_for_by_include() {
        assertThat(server.one("/api/v1/bills/zz/3-1/C-2")).doesNotContainKey("stages");
        assertThat(server.one("/api/v1/bills/zz/3-1/C-2?include=stages").getJsonArray("stages"))
                .isNotEmpty();
        assertThat(server.one("/api/v1/members/zz/900122?include=memberships").getJsonArray("memberships"))
                .isNotEmpty();
        assertThat(server.list("/api/v1/votes?include=parties&limit=1").getJsonObject(0))
                .containsKey("parties");
    }

    @Test
    void one_language_fills_one_language() {
        JsonObject title = server.one("/api/v1/bills/zz/3-1/C-2?lang=fr").getJsonObject("title");
        assertThat(title.isNull("en")).isTrue();
        assertThat(title.getString("fr")).startsWith("Loi");
    }
}

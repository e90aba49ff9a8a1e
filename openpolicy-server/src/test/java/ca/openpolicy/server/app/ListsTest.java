// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Filters, order, paging, and what is said of wrong ones. */
@ExtendWith(SampleServer.Shared.class)
class ListsTest {
    private static final int BALLOTS = 2262;

    private final SampleServer server;

    ListsTest(SampleServer server) {
        this.server = server;
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 100, 500})
    void following_next_brings_every_ballot_once(int limit) {
        List<JsonValue> all = server.following("/api/v1/ballots?limit=" + limit);
        assertThat(all).hasSize(BALLOTS).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bills",
                "votes",
                "members",
                "parties",
                "sessions",
                "bills/zz/3-1/C-2/ballots",
                "votes?sort=-number"
            })
    void pages_of_three_make_the_whole(String path) {
        String join = path.contains("?") ? "&" : "?";
        List<JsonValue> whole = server.list("/api/v1/" + path + join + "limit=500");
        assertThat(server.following("/api/v1/" + path + join + "limit=3")).isEqualTo(whole);
    }

    @Test
    void links_go_forth_and_back_in_the_body_and_in_the_header() {
        JsonObject first = server.json("/api/v1/ballots?limit=5&choice=nay");
        String next = first.getJsonObject("page").getString("next");
        assertThat(next).startsWith("/api/v1/ballots?limit=5&choice=nay&cursor=");
        HttpResponse<String> second = server.get(next);
        JsonObject page = SampleServer.parse(second.body()).getJsonObject("page");
        assertThat(second.headers().firstValue("Link"))
                .contains("<" + page.getString("next") + ">; rel=\"next\", <" + page.getString("prev")
                        + ">; rel=\"prev\"");
        assertThat(server.list(page.getString("prev"))).isEqualTo(first.getJsonArray("data"));
    }

    @Test
    void a_total_is_told_only_when_asked_for() {
        assertThat(server.json("/api/v1/ballots?limit=1").getJsonObject("page").isNull("total"))
                .isTrue();
        assertThat(server.total("/api/v1/ballots")).isEqualTo(BALLOTS);
    }

    @Test
    void derived_ballots_are_never_mixed_in_unless_asked_for() {
        int only = server.total("/api/v1/ballots?derived=only");
        assertThat(only).isPositive();
        assertThat(server.total("/api/v1/ballots?derived=include")).isEqualTo(BALLOTS + only);
        assertThat(server.total("/api/v1/ballots?derived=exclude")).isEqualTo(BALLOTS);
        assertThat(server.list("/api/v1/ballots?derived=only&limit=500").getValuesAs(JsonObject.class))
                .allSatisfy(ballot -> assertThat(ballot.getBoolean("derived")).isTrue());
        assertThat(server.total("/api/v1/votes/zz/3-1/house/42/ballots")).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ballots?session=3-1 | 2025",
                "ballots?session=zz/3-1 | 2025",
                "ballots?session=2-2,3-1 | 2262",
                "ballots?session=zz/2-2,zz/3-1 | 2262",
                "ballots?session=ca/3-1 | 0",
                "ballots?jurisdiction=ZZ | 2262",
                "ballots?jurisdiction=ca | 0",
                "ballots?choice=YEA,Nay | 2252",
                "ballots?vote=zz/3-1/house/16&choice=yea | 19",
                "ballots?member=zz/900106 | 1",
                "ballots?vote=zz/3-1/house/26&paired=true | 4",
                "ballots?session=3-1&choice=paired | 10",
                "votes?session=zz/3-1&number__range=10,12 | 3",
                "votes?session=zz/3-1&number__gt=50 | 2",
                "votes?session=zz/3-1&number__lte=2 | 2",
                "votes?bill=zz/3-1/c19 | 1",
                "votes?date__lt=2023-09-01 | 8",
                "bills?status=unknown | 1",
                "bills?number=c2&session=3-1 | 1",
                "members?name=maelle%20quill | 1",
                "members?party=zz/compass&name=vance | 1",
                "sessions?jurisdiction=zz | 2",
                "sessions?session=3-1 | 1"
            })
    void a_filter_finds_what_it_says(String path, int count) {
        assertThat(server.total("/api/v1/" + path)).isEqualTo(count);
    }

    @Test
    void ids_are_taken_wherever_keys_are() {
        String session = server.one("/api/v1/sessions/zz/3-1").getString("id");
        String party = server.one("/api/v1/parties/zz/concord").getString("id");
        String member = server.one("/api/v1/members/zz/900122").getString("id");
        String jurisdiction = server.one("/api/v1/jurisdictions/zz").getString("id");
        assertThat(server.total("/api/v1/ballots?session=" + session)).isEqualTo(2025);
        assertThat(server.total("/api/v1/ballots?jurisdiction=" + jurisdiction)).isEqualTo(BALLOTS);
        assertThat(server.total("/api/v1/ballots?party=" + party))
                .isEqualTo(server.total("/api/v1/ballots?party=zz/concord"))
                .isEqualTo(server.total("/api/v1/ballots?party=Concord"))
                .isPositive();
        assertThat(server.total("/api/v1/ballots?member=" + member))
                .isEqualTo(server.total("/api/v1/members/zz/900122/ballots"));
    }

    @Test
    void a_list_is_sorted_both_ways() {
        List<String> up = server.list("/api/v1/votes?sort=date&limit=500").getValuesAs(JsonObject.class).stream()
                .map(vote -> vote.getString("date"))
                .toList();
        List<String> down = server.list("/api/v1/votes?sort=-date&limit=500").getValuesAs(JsonObject.class).stream()
                .map(vote -> vote.getString("date"))
                .toList();
        assertThat(up).isSorted();
        assertThat(down).isEqualTo(up.reversed());
    }

    @Test
    void all_faults_of_a_request_are_told_at_once() {
        JsonObject problem = server.problem(
                "/api/v1/bills?colour=red&limit=501&status=bad&introduced__gt=soon&sort=size&law=maybe&type=&count=yes",
                400);
        assertThat(problem.getJsonArray("errors").getValuesAs(JsonObject.class))
                .extracting(fault -> fault.getString("parameter"))
                .containsExactlyInAnyOrder(
                        "colour", "limit", "status", "introduced__gt", "sort", "law", "type", "count");
        assertThat(allowed(problem, "status"))
                .contains("royal_assent", "defeated")
                .hasSizeGreaterThan(15);
        assertThat(allowed(problem, "colour")).contains("status", "introduced__range", "cursor");
        assertThat(allowed(problem, "sort")).contains("introduced", "-introduced");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bills?colour=red | unknown-parameter",
                "bills?session__gt=3-1 | unknown-parameter",
                "bills/zz/3-1/C-2/votes?bill=zz/3-1/C-2 | unknown-parameter",
                "bills/zz/3-1/C-2?limit=1 | unknown-parameter",
                "parties?sort=name | unknown-parameter",
                "bills?limit=501 | limit-exceeded",
                "bills?limit=99999999999999999999 | limit-exceeded",
                "bills?limit=0 | invalid-value",
                "bills?limit=-1 | invalid-value",
                "bills?limit=many | invalid-value",
                "bills?limit=1&limit=2 | invalid-value",
                "bills?session=44_1 | invalid-value",
                "bills?session=zz/3-1,2-2 | invalid-value",
                "bills?jurisdiction=Canada! | invalid-value",
                "bills?include=colour | invalid-value",
                "bills?lang=de | invalid-value",
                "votes?date__range=2024-01-01 | invalid-value",
                "votes?bill__isnull=perhaps | invalid-value",
                "ballots?derived=true | invalid-value",
                "ballots?choice=yea, | invalid-value",
                "ballots?cursor=abc | invalid-cursor",
                "parties?cursor=abc | invalid-cursor",
                "bills/zz/3-1/C-2/history?cursor=abc | invalid-cursor"
            })
    void a_wrong_parameter_is_a_problem_of_its_kind(String path, String kind) {
        assertThat(server.problem("/api/v1/" + path, 400).getString("type")).isEqualTo("/problems/" + kind);
    }

    @Test
    void a_cursor_is_refused_by_another_list() {
        List<String> lists = List.of("parties", "sessions", "jurisdictions", "platform/sources", "members");
        for (String from : List.of("parties", "sessions")) {
            String next = server.json("/api/v1/" + from + "?limit=1")
                    .getJsonObject("page")
                    .getString("next");
            String cursor = next.substring(next.indexOf("cursor="));
            assertThat(lists)
                    .filteredOn(each -> !each.equals(from))
                    .allSatisfy(other -> assertThat(server.problem("/api/v1/" + other + "?" + cursor, 400)
                                    .getString("type"))
                            .isEqualTo("/problems/invalid-cursor"));
        }
    }

    @Test
    void a_cursor_is_refused_by_another_query() {
        for (String path : List.of("/api/v1/ballots?limit=5", "/api/v1/parties?limit=2")) {
            String next = server.json(path).getJsonObject("page").getString("next");
            String cursor = next.substring(next.indexOf("cursor="));
            String other = path.startsWith("/api/v1/ballots") ? "choice=nay" : "jurisdiction=zz";
            assertThat(server.problem(path + "&" + other + "&" + cursor, 400).getString("type"))
                    .isEqualTo("/problems/invalid-cursor");
        }
    }

    private static List<String> allowed(JsonObject problem, String parameter) {
        return problem.getJsonArray("errors").getValuesAs(JsonObject.class).stream()
                .filter(fault -> fault.getString("parameter").equals(parameter))
                .flatMap(fault -> fault.getJsonArray("allowed").getValuesAs(JsonString.class).stream())
                .map(JsonString::getString)
                .toList();
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification;

import static org.assertj.core.api.Assertions.assertThat;

import ca.openpolicy.canada.CanadaFiles;
import ca.openpolicy.canada.CanadaSettings;
import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.Archive;
import ca.openpolicy.core.JurisdictionKey;
import ca.openpolicy.core.Member;
import ca.openpolicy.core.MemberKey;
import ca.openpolicy.core.Members;
import ca.openpolicy.core.format.Shapes;
import ca.openpolicy.core.intake.Intake;
import ca.openpolicy.core.intake.IntakeSettings;
import ca.openpolicy.core.intake.Progress;
import ca.openpolicy.server.ApiSettings;
import ca.openpolicy.server.Criteria;
import ca.openpolicy.server.Known;
import ca.openpolicy.server.Mount;
import ca.openpolicy.server.Reference;
import ca.openpolicy.server.Replies;
import ca.openpolicy.server.Resource;
import ca.openpolicy.server.Services;
import ca.openpolicy.server.Settings;
import ca.openpolicy.server.documents.Documents;
import ca.openpolicy.server.frame.FrameSettings;
import ca.openpolicy.server.frame.HttpFrame;
import ca.openpolicy.server.frame.Surroundings;
import io.opentelemetry.api.OpenTelemetry;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One declaration of a kind of thing that nobody serves yet, and everything about it is there. */
@Timeout(300)
class DeclaredResourceTest {
    private static final String PEOPLE = "/api/v1/people";
    private static final int ALL = 12;

    /** All that somebody writes who adds a kind of thing. */
    private static final Resource<Member> DECLARED = Resource.<Member>of(
                    "people", "person", Archive::members, Shapes.MEMBER)
            .named(Reference.byKey("jurisdiction/person", MemberKey::parse))
            .filteredBy(Criteria.jurisdiction(Members.JURISDICTION), Criteria.of(Members.NAME))
            .sortedBy(Members.NAME)
            .revised(Member::revision)
            .owned(member -> member.key().jurisdiction())
            .declare();

    private static final List<AutoCloseable> OPEN = new ArrayList<>();
    private static int port;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        MadeParliament.write(directory, 6, ALL, 3);
        TwoShards shards = new TwoShards();
        OPEN.add(shards);
        Intake.into(shards.archive(), IntakeSettings.defaults(), Ambient.system())
                .run(
                        CanadaFiles.in(
                                directory, CanadaSettings.defaults().withJurisdiction(new JurisdictionKey("zz"))),
                        Progress.silent());
        HttpFrame frame = frame(shards.archive()).listen();
        OPEN.add(frame);
        port = frame.port();
    }

    @AfterAll
    static void stop() throws Exception {
        for (AutoCloseable each : OPEN.reversed()) {
            each.close();
        }
    }

    private static HttpFrame frame(Archive archive) {
        ApiSettings api = ApiSettings.defaults();
        Ambient ambient = Ambient.system();
        Known known = new Known(() -> archive, ambient.clock(), Duration.ZERO);
        List<Resource<?>> served = List.of(DECLARED);
        List<Mount> mounts = new ArrayList<>(Services.of(served, () -> archive, known, api, Replies.unkept()));
        mounts.add(Documents.of(served, api).mount());
        Settings settings = Settings.read(
                FrameSettings.SETTINGS,
                List.of(new Settings.Origin(Map.of("server.port", "0", "server.stop-delay", "0s"), "in the test")));
        Surroundings around = new Surroundings(
                List::of, Duration.ZERO, Optional::empty, OpenTelemetry.noop(), () -> new byte[0], ambient);
        return HttpFrame.of(FrameSettings.of(settings), mounts, around);
    }

    @Test
    void it_is_listed_counted_and_paged() throws Exception {
        JsonObject first = json(PEOPLE + "?limit=5&count=true");
        assertThat(first.getJsonArray("data")).hasSize(5);
        assertThat(first.getJsonObject("page").getInt("total")).isEqualTo(ALL);
        JsonObject second = json(first.getJsonObject("page").getString("next"));
        assertThat(second.getJsonArray("data")).hasSize(5).doesNotContainAnyElementsOf(first.getJsonArray("data"));
        assertThat(json(second.getJsonObject("page").getString("prev")).getJsonArray("data"))
                .isEqualTo(first.getJsonArray("data"));
    }

    @Test
    void a_single_one_has_an_address_by_key_and_by_id() throws Exception {
        JsonObject one = json(PEOPLE + "/zz/100001").getJsonObject("data");
        assertThat(one.getString("key")).isEqualTo("zz/100001");
        HttpResponse<String> byId = get(PEOPLE + "/" + one.getString("id"));
        assertThat(byId.statusCode()).isEqualTo(200);
        assertThat(get(PEOPLE + "/ZZ/100001").statusCode()).isEqualTo(308);
        assertThat(get(PEOPLE + "/zz/1").statusCode()).isEqualTo(404);
        assertThat(get(PEOPLE + "/zz/100001/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void it_is_filtered_sorted_and_cut_down_to_fields() throws Exception {
        assertThat(json(PEOPLE + "?jurisdiction=ca").getJsonArray("data")).isEmpty();
        List<String> up = names(PEOPLE + "?sort=name&fields=name");
        assertThat(names(PEOPLE + "?sort=-name&fields=name").reversed()).isEqualTo(up);
        assertThat(json(PEOPLE + "?limit=1&fields=name").getJsonArray("data").getJsonObject(0))
                .containsOnlyKeys("id", "name");
        assertThat(get(PEOPLE + "?colour=red").statusCode()).isEqualTo(400);
        assertThat(get(PEOPLE + "?sort=size").statusCode()).isEqualTo(400);
    }

    @Test
    void it_is_answered_in_every_form() throws Exception {
        HttpResponse<String> table = get(PEOPLE + "?format=csv&fields=key");
        assertThat(table.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
        assertThat(table.body().lines()).hasSize(ALL + 1).first().isEqualTo("id,key");
        HttpResponse<String> lines = get(PEOPLE + "?format=ndjson");
        assertThat(lines.headers().firstValue("Content-Type")).contains("application/x-ndjson");
        assertThat(lines.body().lines())
                .hasSize(ALL)
                .allMatch(line -> parsed(line).containsKey("name"));
    }

    @Test
    void it_is_validated_by_its_tag() throws Exception {
        HttpResponse<String> answer = get(PEOPLE + "/zz/100001");
        String tag = answer.headers().firstValue("ETag").orElseThrow();
        assertThat(tag).startsWith("\"v1.");
        assertThat(answer.headers().firstValue("Last-Modified")).isPresent();
        assertThat(send("GET", PEOPLE + "/zz/100001", "If-None-Match", tag).statusCode())
                .isEqualTo(304);
        assertThat(send("HEAD", PEOPLE + "/zz/100001", "Accept", "*/*")
                        .headers()
                        .firstValue("ETag"))
                .contains(tag);
        assertThat(send("DELETE", PEOPLE + "/zz/100001", "If-Match", tag).statusCode())
                .isEqualTo(405);
    }

    @Test
    void it_is_described_for_programs_and_for_people() throws Exception {
        JsonObject paths = json("/openapi.json").getJsonObject("paths");
        assertThat(paths).containsKey(PEOPLE);
        assertThat(paths.keySet()).anyMatch(path -> path.startsWith(PEOPLE + "/{"));
        String list = paths.getJsonObject(PEOPLE).getJsonObject("get").toString();
        for (String parameter :
                List.of("jurisdiction", "name", "sort", "fields", "format", "limit", "cursor", "count")) {
            assertThat(list).containsPattern("parameters/(people\\.)?" + parameter + "[\".]");
        }
        assertThat(get("/docs").body()).contains("people");
        assertThat(get("/").body()).contains("people");
    }

    private static List<String> names(String path) throws Exception {
        return json(path).getJsonArray("data").getValuesAs(JsonObject.class).stream()
                .map(each -> each.getJsonObject("name").get("full"))
                .map(JsonValue::toString)
                .toList();
    }

    private static JsonObject json(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(200);
        return parsed(answer.body());
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return send("GET", path, "Accept", "*/*");
    }

    private static HttpResponse<String> send(String method, String path, String header, String value) throws Exception {
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .method(method, HttpRequest.BodyPublishers.noBody())
                    .header(header, value)
                    .timeout(Duration.ofSeconds(60))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    private static JsonObject parsed(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }
}

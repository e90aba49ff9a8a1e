// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The Atom feeds, held against the rules of RFC 4287. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FeedsTest {
    private static final String CHANGES = "/api/v1/changes/feed.atom";
    private static final String ATOM = "http://www.w3.org/2005/Atom";

    private final SampleServer server = SampleServer.own();

    @AfterAll
    void stop() throws IOException {
        server.close();
    }

    @Test
    void the_pages_of_the_feed_are_all_changes_latest_first() throws Exception {
        List<String> told = new ArrayList<>();
        Optional<String> page = Optional.of(CHANGES + "?limit=37&resource=vote");
        while (page.isPresent()) {
            Element feed = feed(server.get(page.get()));
            told.addAll(ids(feed));
            page = link(feed, "next");
        }
        List<String> listed = server.following("/api/v1/changes?limit=500&resource=vote").stream()
                .map(JsonValue::asJsonObject)
                .map(change -> "urn:uuid:" + change.getString("id"))
                .toList();
        assertThat(told)
                .hasSizeGreaterThanOrEqualTo(60)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(listed);
    }

    @Test
    void the_latest_change_comes_first_and_a_page_that_is_known_is_not_sent_again() throws Exception {
        String bill = create("C-961", "An Act respecting feeds", "Loi sur les fils");
        HttpResponse<String> answer = server.get(CHANGES + "?limit=5&type=bill.created");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/atom+xml; charset=utf-8");
        assertThat(answer.headers().firstValue("Vary").orElse("")).contains("Accept-Language");
        Element entry = entries(feed(answer)).getFirst();
        assertThat(text(entry, "title")).isEqualTo("Bill zz/3-1/C-961 is new");
        assertThat(text(entry, "summary")).isEqualTo("An Act respecting feeds");
        assertThat(link(entry, "alternate")).contains("/api/v1/bills/zz/3-1/C-961");
        assertThat(bill).isNotEmpty();

        String tag = answer.headers().firstValue("ETag").orElseThrow();
        String same = CHANGES + "?limit=5&type=bill.created";
        assertThat(server.send("GET", same, "If-None-Match", tag).statusCode()).isEqualTo(304);
        assertThat(server.send("GET", same, "If-None-Match", tag, "Accept-Language", "fr-CA")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void people_are_told_in_the_language_that_they_like_best() throws Exception {
        String unused = create("C-962", "An Act respecting words", "Loi sur les mots");
        String path = CHANGES + "?limit=1&type=bill.created";
        Element french = feed(server.send("GET", path, "Accept-Language", "de, fr-CA;q=0.8, en;q=0.5"));
        assertThat(french.getAttribute("xml:lang")).isEqualTo("fr");
        assertThat(text(french, "title")).isEqualTo("Ce qui a changé");
        assertThat(text(entries(french).getFirst(), "summary")).isEqualTo("Loi sur les mots");
        assertThat(feed(server.send("GET", path + "&lang=en", "Accept-Language", "fr"))
                        .getAttribute("xml:lang"))
                .isEqualTo("en");
    }

    @Test
    void a_bill_has_a_feed_of_its_versions() throws Exception {
        String unused = create("C-963", "First", "Premier");
        String bill = "/api/v1/bills/zz/3-1/C-963";
        for (int i = 2; i <= 5; i++) {
            patch(bill, i - 1, "{\"title\":{\"en\":\"Title " + i + "\"}}");
        }
        Element first = feed(server.get(bill + "/feed.atom?limit=3"));
        assertThat(text(first, "title")).isEqualTo("C-963: Title 5");
        assertThat(entries(first)).hasSize(3);
        assertThat(text(entries(first).getFirst(), "summary")).contains("title");
        Element second = feed(server.get(link(first, "next").orElseThrow()));
        assertThat(entries(second)).hasSize(2);
        assertThat(text(entries(second).getLast(), "title")).isEqualTo("C-963: new");
        assertThat(link(second, "next")).isEmpty();
        assertThat(ids(first)).doesNotContainAnyElementsOf(ids(second));

        assertThat(delete(bill, 5)).isEqualTo(204);
        assertThat(server.get(bill + "/feed.atom").statusCode()).isEqualTo(410);
        assertThat(server.get("/api/v1/bills/zz/3-1/C-999/feed.atom").statusCode())
                .isEqualTo(404);
        assertThat(ids(feed(server.get(CHANGES + "?limit=1&type=bill.deleted"))))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "]]><!--&amp;&#0;&bogus;",
                "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]>&b;",
                "tab\tline\nreturn\rquote\"'",
                "emoji \uD83D\uDE00 rtl \u202E end",
                "nel\u0085 sep\u2028 \uFFFD"
            })
    void whatever_a_title_holds_it_stays_text(String title) throws Exception {
        int number = 970 + Math.floorMod(title.hashCode(), 29);
        String key = "zz/3-1/C-" + number;
        String unused = create("C-" + number, title, title);
        Element changes = feed(server.get(CHANGES + "?limit=500&type=bill.created"));
        assertThat(entries(changes))
                .filteredOn(entry -> text(entry, "title").contains(key + " "))
                .hasSize(1)
                .allSatisfy(entry -> assertThat(text(entry, "summary")).isEqualTo(stored(key)));
        assertThat(text(feed(server.get("/api/v1/bills/" + key + "/feed.atom")), "title"))
                .isEqualTo("C-" + number + ": " + stored(key));
    }

    private String stored(String key) {
        return server.one("/api/v1/bills/" + key).getJsonObject("title").getString("en");
    }

    @Test
    void what_a_feed_does_not_have_is_refused() {
        assertThat(server.problem(CHANGES + "?cursor=x", 400).toString()).contains("invalid-cursor", "cursor");
        assertThat(server.problem("/api/v1/bills/zz/3-1/C-2/feed.atom?cursor=-1", 400)
                        .toString())
                .contains("invalid-cursor");
        for (String wrong : List.of("since=s0:1", "limit=0", "limit=501", "lang=de", "format=csv", "count=true")) {
            assertThat(server.get(CHANGES + "?" + wrong).statusCode()).as(wrong).isEqualTo(400);
        }
        assertThat(server.send("POST", CHANGES).statusCode()).isEqualTo(405);
        assertThat(server.send("POST", "/api/v1/bills/zz/3-1/C-2/feed.atom").statusCode())
                .isEqualTo(405);
        assertThat(server.get("/api/v1/votes/feed.atom").statusCode()).isEqualTo(404);
        assertThat(server.send("HEAD", CHANGES).statusCode()).isEqualTo(200);
    }

    @Test
    void no_feed_names_a_person() {
        String all = server.get(CHANGES + "?limit=500").body()
                + server.get("/api/v1/bills/zz/3-1/C-2/feed.atom?limit=500").body();
        List<JsonObject> members = server.list("/api/v1/members?limit=500").getValuesAs(JsonObject.class);
        assertThat(members)
                .isNotEmpty()
                .allSatisfy(member -> assertThat(all)
                        .doesNotContain(member.getJsonObject("name").getString("full")));
    }

    /** The feed, after it was held against the rules. */
    private static Element feed(HttpResponse<String> answer) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        factory.setNamespaceAware(true);
        Element feed = factory.newDocumentBuilder()
                .parse(new InputSource(new StringReader(answer.body())))
                .getDocumentElement();
        assertThat(feed.getNamespaceURI()).isEqualTo(ATOM);
        assertThat(feed.getLocalName()).isEqualTo("feed");
        assertHead(feed);
        assertThat(children(feed, "author")).hasSize(1);
        assertThat(link(feed, "self")).isPresent();
        assertThat(link(feed, "first")).isPresent();
        entries(feed).forEach(FeedsTest::assertHead);
        assertThat(ids(feed)).doesNotHaveDuplicates();
        return feed;
    }

    /** Sections 4.1.1 and 4.1.2: one id, title and time each, and at most one alternate of a type. */
    private static void assertHead(Element element) {
        assertThat(children(element, "id")).hasSize(1);
        assertThat(URI.create(text(element, "id")).isAbsolute()).isTrue();
        assertThat(children(element, "title")).hasSize(1);
        assertThat(text(element, "title")).isNotBlank();
        assertThat(children(element, "updated")).hasSize(1);
        assertThat(OffsetDateTime.parse(text(element, "updated"))).isNotNull();
        assertThat(children(element, "link").stream()
                        .filter(link -> link.getAttribute("rel").equals("alternate")))
                .hasSizeLessThanOrEqualTo(1);
        assertThat(children(element, "summary")).hasSizeLessThanOrEqualTo(1);
        assertThat(children(element, "category"))
                .allSatisfy(
                        category -> assertThat(category.getAttribute("term")).isNotBlank());
    }

    private static List<Element> entries(Element feed) {
        return children(feed, "entry");
    }

    private static List<String> ids(Element feed) {
        return entries(feed).stream().map(entry -> text(entry, "id")).toList();
    }

    private static String text(Element in, String name) {
        return children(in, name).getFirst().getTextContent();
    }

    private static Optional<String> link(Element in, String relation) {
        return children(in, "link").stream()
                .filter(link -> link.getAttribute("rel").equals(relation))
                .map(link -> link.getAttribute("href"))
                .findFirst();
    }

    private static List<Element> children(Element in, String name) {
        NodeList nodes = in.getChildNodes();
        return IntStream.range(0, nodes.getLength())
                .mapToObj(nodes::item)
                .filter(node -> node.getNodeType() == Node.ELEMENT_NODE && name.equals(node.getLocalName()))
                .map(Element.class::cast)
                .toList();
    }

    private String create(String number, String english, String french) {
        JsonObject body = Json.createObjectBuilder()
                .add("jurisdiction", "zz")
                .add("session", "3-1")
                .add("number", number)
                .add("title", Json.createObjectBuilder().add("en", english).add("fr", french))
                .build();
        HttpResponse<String> answer = write("POST", "/api/v1/bills", body.toString(), "application/json", "*");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return SampleServer.parse(answer.body()).getJsonObject("data").getString("id");
    }

    private void patch(String bill, int version, String body) {
        HttpResponse<String> answer = write("PATCH", bill, body, "application/merge-patch+json", tag(version));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private int delete(String bill, int version) {
        return write("DELETE", bill, "", "application/json", tag(version)).statusCode();
    }

    private static String tag(int version) {
        return "\"v" + version + ".x\"";
    }

    private HttpResponse<String> write(String method, String path, String body, String type, String match) {
        List<String> headers = new ArrayList<>(List.of("Authorization", "Bearer " + server.token()));
        if (!body.isEmpty()) {
            headers.addAll(List.of("Content-Type", type));
        }
        if (!match.equals("*")) {
            headers.addAll(List.of("If-Match", match));
        }
        return server.send(
                method,
                path,
                body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body),
                BodyHandlers.ofString(),
                headers.toArray(String[]::new));
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import ca.openpolicy.core.event.EventFeed;
import ca.openpolicy.server.ApiSettings;
import ca.openpolicy.server.documents.Documents;
import ca.openpolicy.server.etl.Imports;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The description and the pages as they are served. */
@ExtendWith(SampleServer.Shared.class)
class DocumentsServedTest {
    private static final Path COPY = Path.of("..", "docs", "api", "openapi.json");
    private static final Pattern LINK = Pattern.compile("href=\"([^\"]+)\"");
    private static final Pattern ID = Pattern.compile(" id=\"([^\"]+)\"");

    private final SampleServer server;

    DocumentsServedTest(SampleServer server) {
        this.server = server;
    }

    @Test
    void the_description_that_is_kept_is_the_one_that_is_served() throws Exception {
        assertThat(Documents.of(
                                Server.resources(
                                        DocumentsServedTest::noImports, DocumentsServedTest::noFeed, Duration.ZERO),
                                ApiSettings.defaults())
                        .openApi())
                .as(
                        "renew it: java -jar openpolicy-server/target/openpolicy-server.jar openapi > docs/api/openapi.json")
                .isEqualTo(Files.readString(COPY));
        assertThat(server.json("/openapi.json")).isEqualTo(SampleServer.parse(Files.readString(COPY)));
    }

    @Test
    void every_link_of_every_page_leads_somewhere() {
        Map<String, String> pages = walk();
        assertThat(pages).containsKeys("/", "/docs", "/docs/bills", "/docs/etl-runs", "/problems/internal");
        pages.forEach((path, page) -> links(page).stream()
                .filter(link -> link.contains("#"))
                .forEach(link -> {
                    String target = link.substring(0, link.indexOf('#'));
                    assertThat(ids(pages.getOrDefault(target.isEmpty() ? path : target, "")))
                            .as(path + " links " + link)
                            .contains(link.substring(link.indexOf('#') + 1));
                }));
    }

    @Test
    void every_page_can_be_read_by_everybody() {
        walk().forEach((path, page) -> {
            assertThat(page).as(path).contains("<html lang=\"en\">", "<title>", "<main id=\"content\">");
            assertThat(page.split("<h1>", -1)).as(path).hasSize(2);
            assertThat(page).as(path).doesNotContain("<th>", "<script", "style=", "src=", "href=\"http");
            assertThat(ids(page)).as(path).doesNotHaveDuplicates();
        });
    }

    private Map<String, String> walk() {
        Map<String, String> pages = new LinkedHashMap<>();
        Deque<String> open = new ArrayDeque<>(List.of("/"));
        while (!open.isEmpty()) {
            String path = open.remove();
            if (pages.containsKey(path)) {
                continue;
            }
            HttpResponse<String> answer = server.get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            if (answer.headers().firstValue("Content-Type").orElse("").startsWith("text/html")) {
                pages.put(path, answer.body());
                links(answer.body()).stream()
                        .map(link -> link.replaceFirst("#.*", ""))
                        .filter(link -> !link.isEmpty())
                        .forEach(open::add);
            }
        }
        return pages;
    }

    private static List<String> links(String page) {
        return LINK.matcher(page).results().map(found -> found.group(1)).toList();
    }

    private static List<String> ids(String page) {
        return ID.matcher(page).results().map(found -> found.group(1)).toList();
    }

    private static Imports noImports() {
        throw new IllegalStateException("nothing is imported here");
    }

    private static EventFeed noFeed() {
        throw new IllegalStateException("nothing is imported here");
    }
}

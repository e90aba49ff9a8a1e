// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.Claim;
import ca.openpolicy.core.InvalidValueException;
import ca.openpolicy.core.MisconfiguredException;
import ca.openpolicy.core.SourceFile;
import ca.openpolicy.core.UnavailableException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a local server that serves native files at the addresses of the true sites. */
class CanadaSiteTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Ambient STILL = new Ambient(Clock.fixed(NOW, ZoneOffset.UTC), new Random(7));

    /** Answers one request. */
    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    @TempDir
    Path cache = Path.of("");

    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final List<String> agents = Collections.synchronizedList(new ArrayList<>());
    private final List<Duration> slept = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server = server();

    private static HttpServer server() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException taken) {
            throw new java.io.UncheckedIOException(taken);
        }
    }

    @BeforeEach
    void start() {
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            String address = exchange.getRequestURI().toString();
            asked.add(address);
            agents.add(String.valueOf(exchange.getRequestHeaders().getFirst("User-Agent")));
            answers.getOrDefault(address, status(404)).to(exchange);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private CanadaSiteSettings settings() {
        return CanadaSiteSettings.defaults(cache, List.of("44-1")).at(base(), base());
    }

    private static Answer body(String content) {
        return exchange -> send(exchange, 200, content);
    }

    private static Answer status(int status) {
        return exchange -> exchange.sendResponseHeaders(status, -1);
    }

    private static Answer redirect(String to) {
        return exchange -> {
            exchange.getResponseHeaders().set("Location", to);
            exchange.sendResponseHeaders(302, -1);
        };
    }

    /** One answer after the other; the last for ever. */
    private static Answer inTurn(Answer... all) {
        List<Answer> left = new ArrayList<>(List.of(all));
        return exchange -> {
            Answer next;
            synchronized (left) {
                next = left.size() > 1 ? left.remove(0) : left.get(0);
            }
            next.to(exchange);
        };
    }

    private static void send(HttpExchange exchange, int status, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private Recorded fetch(String path) {
        return fetch(path, settings(), CanadaSettings.defaults());
    }

    private Recorded fetch(String path, CanadaSiteSettings settings, CanadaSettings formats) {
        try (CanadaSite site = CanadaSite.document(base().resolve(path), settings, formats, STILL, slept::add)) {
            return Recorded.of(site.files().get(1));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Recorded();
        }
    }

    private void serveSession() {
        answers.put("/legisinfo/en/bills/json?parlsession=44-1", body(Fixtures.text("bills.json")));
        answers.put("/Members/en/votes/xml?parlSession=44-1", body(Fixtures.text("votes-en.xml")));
        answers.put("/Members/fr/votes/xml?parlSession=44-1", body(Fixtures.text("votes-fr.xml")));
        answers.put("/LegisInfo/en/bill/44-1/c-11/json", body(Fixtures.text("bill-detail.json")));
        answers.put("/Members/en/votes/44/1/92/xml", body(Fixtures.text("vote-92.xml")));
        answers.put(
                "/Members/en/search/xml?parliament=all&caucusId=all&province=all&gender=all",
                body(Fixtures.text("members.xml")));
    }

    @Test
    void a_session_is_fetched_at_the_addresses_of_the_true_sites() throws Exception {
        serveSession();
        try (CanadaSite site = CanadaSite.of(settings(), CanadaSettings.defaults(), STILL, slept::add)) {
            List<SourceFile> files = site.files();
            List<Recorded> read = files.stream().map(Recorded::of).toList();

            assertThat(files)
                    .extracting(SourceFile::name)
                    .hasSize(1 + 3 + 3 + 3 + 1)
                    .contains("127.0.0.1/LegisInfo/en/bill/44-1/s-210/json", "127.0.0.1/Members/en/votes/44/1/91/xml");
            assertThat(read.stream().flatMap(file -> file.all(Claim.OfBill.class).stream()))
                    .hasSize(3 + 1);
            assertThat(read.stream().flatMap(file -> file.all(Claim.OfVote.class).stream()))
                    .hasSize(3 + 3 + 1 + 1);
            assertThat(read.stream().flatMap(file -> file.all(Claim.OfSeat.class).stream()))
                    .hasSize(2);
            assertThat(read.stream().filter(file -> file.refused.isPresent()))
                    .hasSize(4)
                    .allMatch(file -> file.refusal().equals("http-status"));
        }
        assertThat(asked).doesNotHaveDuplicates().hasSize(10);
        assertThat(agents).allMatch(agent -> agent.matches("OpenPolicy/\\d\\S* \\(\\+https://openpolicy.ca\\)"));
        assertThat(slept).hasSize(9).containsOnly(Duration.ofMillis(500));
    }

    @Test
    void the_page_of_a_session_stands_for_the_session() throws Exception {
        serveSession();
        URI page = base().resolve("/Members/en/votes?parlSession=44-1");
        try (CanadaSite site = CanadaSite.document(page, settings(), CanadaSettings.defaults(), STILL, slept::add)) {
            assertThat(site.files()).hasSizeGreaterThan(5);
        }
    }

    @Test
    void a_redirect_within_the_allowed_hosts_is_followed() {
        answers.put("/old", redirect("/Members/en/votes/44/1/92/xml"));
        answers.put("/Members/en/votes/44/1/92/xml", body(Fixtures.text("vote-92.xml")));

        assertThat(fetch("/old").all(Claim.OfVote.class)).hasSize(1);
    }

    @Test
    void a_redirect_elsewhere_is_refused_and_nothing_is_asked_there() {
        answers.put("/a", redirect("http://localhost:" + base().getPort() + "/b"));
        answers.put("/c", redirect("file:///etc/passwd"));
        answers.put("/b", body(Fixtures.text("members.xml")));

        assertThat(fetch("/a").refusal()).isEqualTo("redirect-refused");
        assertThat(fetch("/c").refusal()).isEqualTo("redirect-refused");
        assertThat(asked).containsExactly("/a", "/c");
    }

    @Test
    void redirects_without_end_are_refused() {
        answers.put("/loop", redirect("/loop"));

        assertThat(fetch("/loop").refusal()).isEqualTo("too-many-redirects");
        assertThat(asked).hasSize(6);
    }

    @Test
    void what_did_not_change_is_read_from_what_was_kept() {
        List<String> conditions = Collections.synchronizedList(new ArrayList<>());
        answers.put("/m", exchange -> {
            String condition = exchange.getRequestHeaders().getFirst("If-None-Match");
            conditions.add(condition + " " + exchange.getRequestHeaders().getFirst("If-Modified-Since"));
            exchange.getResponseHeaders().set("ETag", "\"v1\"");
            exchange.getResponseHeaders().set("Last-Modified", "Thu, 01 Jan 2026 00:00:00 GMT");
            if ("\"v1\"".equals(condition)) {
                exchange.sendResponseHeaders(304, -1);
            } else {
                send(exchange, 200, Fixtures.text("members.xml"));
            }
        });

        assertThat(fetch("/m").all(Claim.OfSeat.class)).hasSize(2);
        assertThat(fetch("/m").all(Claim.OfSeat.class)).hasSize(2);
        assertThat(conditions).containsExactly("null null", "\"v1\" Thu, 01 Jan 2026 00:00:00 GMT");
    }

    @Test
    void too_many_requests_are_repeated_when_the_site_says() {
        answers.put(
                "/m",
                inTurn(
                        retryAfter(429, "7"),
                        retryAfter(503, "Fri, 02 Jan 2026 03:05:05 GMT"),
                        body(Fixtures.text("members.xml"))));

        assertThat(fetch("/m").all(Claim.OfSeat.class)).hasSize(2);
        assertThat(slept).contains(Duration.ofSeconds(7), Duration.ofSeconds(60));
    }

    @Test
    void a_site_that_asks_for_too_long_a_pause_is_unavailable_until_then() {
        answers.put("/m", retryAfter(429, "3600"));

        assertThatThrownBy(() -> fetch("/m"))
                .isInstanceOfSatisfying(
                        UnavailableException.class,
                        later -> assertThat(later.retryAfter()).isEqualTo(Duration.ofHours(1)));
        assertThat(asked).hasSize(1);
    }

    private static Answer retryAfter(int status, String value) {
        return exchange -> {
            exchange.getResponseHeaders().set("Retry-After", value);
            exchange.sendResponseHeaders(status, -1);
        };
    }

    @Test
    void a_server_error_is_repeated_with_longer_and_longer_pauses_and_then_given_up() {
        answers.put("/m", inTurn(status(500), status(500), body(Fixtures.text("members.xml"))));
        answers.put("/broken", status(500));

        assertThat(fetch("/m").all(Claim.OfSeat.class)).hasSize(2);
        slept.clear();
        assertThat(fetch("/broken").refusal()).isEqualTo("http-status");
        List<Duration> pauses = slept.stream()
                .filter(time -> !time.equals(Duration.ofMillis(500)))
                .toList();
        assertThat(pauses).hasSize(5);
        for (int i = 0; i < 5; i++) {
            assertThat(pauses.get(i)).isBetween(Duration.ofMillis(500L << i), Duration.ofMillis(1000L << i));
        }
    }

    @Test
    void a_body_slower_than_the_time_limit_is_given_up() {
        answers.put("/slow", exchange -> {
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write('<');
            exchange.getResponseBody().flush();
            await(over);
        });
        CanadaSiteSettings hasty = settings().withPace(Duration.ZERO, Duration.ofMillis(300), 1);

        assertThatThrownBy(() -> fetch("/slow", hasty, CanadaSettings.defaults()))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("longer than PT0.3S");
        assertThat(asked).hasSize(2);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void a_body_larger_than_the_limit_is_refused_and_not_kept() throws Exception {
        answers.put("/large", body(Fixtures.text("bills.xml")));

        assertThat(fetch("/large", settings(), CanadaSettings.defaults().withMaxFileSizeBytes(1_000))
                        .refusal())
                .isEqualTo("file-too-large");
        assertThat(asked).hasSize(1);
        try (Stream<Path> kept = Files.list(cache)) {
            assertThat(kept).isEmpty();
        }
    }

    @Test
    void a_site_that_cannot_be_reached_is_unavailable() {
        URI nobody = URI.create("http://127.0.0.1:1/");
        CanadaSiteSettings settings = settings().at(nobody, nobody).withPace(Duration.ZERO, Duration.ofSeconds(2), 1);

        assertThatThrownBy(() -> {
                    try (CanadaSite site = CanadaSite.of(settings, CanadaSettings.defaults(), STILL, slept::add)) {
                        site.files();
                    }
                })
                .isInstanceOf(UnavailableException.class);
    }

    @Test
    void content_of_no_known_format_is_named() {
        answers.put("/page", body("<!DOCTYPE html><html><body>We are moving</body></html>"));

        assertThat(fetch("/page").unrecognised).containsExactly("a web page (HTML)");
    }

    @Test
    void an_address_of_another_host_is_refused() {
        assertThatThrownBy(() -> CanadaSite.document(
                        URI.create("https://example.org/x"), settings(), CanadaSettings.defaults(), STILL))
                .isInstanceOf(InvalidValueException.class);
    }

    @Test
    void wrong_settings_are_told_all_at_once() {
        CanadaSiteSettings good = settings();

        assertThatThrownBy(() -> new CanadaSiteSettings(
                        URI.create("ftp://x"),
                        good.ourCommons(),
                        List.of("44"),
                        good.allowedHosts(),
                        cache,
                        " ",
                        good.delay(),
                        good.timeout(),
                        -1,
                        99,
                        good.backoff(),
                        Duration.ZERO,
                        1,
                        0))
                .isInstanceOfSatisfying(
                        MisconfiguredException.class,
                        wrong -> assertThat(wrong.faults()).hasSize(7));
    }

    @Test
    void the_folder_of_kept_documents_does_not_outgrow_its_limit() throws Exception {
        CanadaSiteSettings all = settings();
        CanadaSiteSettings small = new CanadaSiteSettings(
                all.legisInfo(),
                all.ourCommons(),
                all.sessions(),
                all.allowedHosts(),
                cache,
                all.userAgent(),
                Duration.ZERO,
                all.timeout(),
                1,
                0,
                all.backoff(),
                all.maxWait(),
                all.maxTotalBytes(),
                2_500);
        answers.put("/1", body(Fixtures.text("members.xml")));
        answers.put("/2", body(Fixtures.text("members.xml")));
        answers.put("/3", body(Fixtures.text("members.xml")));

        fetch("/1", small, CanadaSettings.defaults());
        fetch("/2", small, CanadaSettings.defaults());
        fetch("/3", small, CanadaSettings.defaults());

        try (Stream<Path> kept = Files.list(cache)) {
            assertThat(kept.filter(path -> path.toString().endsWith(".body"))).hasSize(2);
        }
    }
}

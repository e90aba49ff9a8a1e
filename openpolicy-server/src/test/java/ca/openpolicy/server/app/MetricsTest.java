// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What Prometheus reads. */
@ExtendWith(SampleServer.Shared.class)
class MetricsTest {
    private static final int MOST_SERIES = 5_000;
    private static final Pattern ROUTE = Pattern.compile("http_route=\"([^\"]*)\"");

    private final SampleServer server;

    MetricsTest(SampleServer server) {
        this.server = server;
    }

    @Test
    void requests_are_counted_by_method_status_and_declared_address() {
        server.get("/api/v1/bills/zz/3-1/C-2?lang=fr");
        List<String> lines = metrics();
        assertThat(lines)
                .contains("# TYPE http_server_request_duration_seconds histogram")
                .anyMatch(line -> line.startsWith("http_server_request_duration_seconds_count{")
                        && line.contains("http_request_method=\"GET\"")
                        && line.contains("http_response_status_code=\"200\"")
                        && line.contains("url_scheme=\"http\"")
                        && line.contains("http_route=\"/api/v1/bills/{"))
                .anyMatch(line -> line.startsWith("http_server_active_requests{"))
                .anyMatch(line -> line.startsWith("openpolicy_server_connections "))
                .anyMatch(line -> line.startsWith("db_client_connection_count{") && line.contains("\"s1\""))
                .anyMatch(line -> line.startsWith("db_client_connection_pending_requests{"))
                .anyMatch(line -> line.startsWith("jvm_memory_used_bytes{"))
                .anyMatch(line -> line.startsWith("jvm_thread_count{"));
        assertThat(buckets(lines))
                .containsExactlyInAnyOrder(
                        "0.005", "0.01", "0.025", "0.05", "0.075", "0.1", "0.25", "0.5", "0.75", "1.0", "2.5", "5.0",
                        "7.5", "10.0", "+Inf");
    }

    @Test
    void the_load_on_shards_and_their_breakers_are_told() {
        await().untilAsserted(() -> assertThat(metrics().stream()
                        .filter(l -> l.startsWith("openpolicy_s"))
                        .toList())
                .anyMatch(line -> line.startsWith("openpolicy_shard_load{") && line.contains("shard=\"s0\""))
                .anyMatch(line -> line.startsWith("openpolicy_shard_level "))
                .anyMatch(line -> line.startsWith("openpolicy_slot_hottest_load "))
                .anyMatch(line -> line.startsWith("openpolicy_slot_hottest "))
                .anyMatch(line -> line.startsWith("openpolicy_shard_open{") && line.endsWith(" 0.0")));
    }

    @Test
    void however_many_addresses_are_asked_the_series_stay_few() {
        for (int i = 0; i < 300; i++) {
            server.get("/api/v1/bills/zz/3-1/C-" + i);
            server.get("/api/v1/members/zz/" + i + "?q=" + i);
            server.get("/made-up/" + i);
            server.send("BREW" + i, "/api/v1/bills/" + i);
            server.send("DELETE", "/api/v1/votes/zz/3-1/house/" + i);
        }
        await().untilAsserted(() -> {
            List<String> lines = metrics();
            assertThat(lines.stream().filter(line -> !line.startsWith("#"))).hasSizeLessThan(MOST_SERIES);
            assertThat(lines).noneMatch(line -> line.contains("BREW") || line.contains("made-up"));
            assertThat(lines).anyMatch(line -> line.contains("http_request_method=\"_OTHER\""));
            assertThat(routes(lines)).isNotEmpty().allMatch(route -> !route.matches(".*\\d{2,}.*"));
        });
    }

    @Test
    void whatever_is_asked_in_whatever_way_method_and_status_are_told() {
        List<String> paths = List.of(
                "bills",
                "bills/zz/3-1/C-2",
                "bills/zz/3-1/C-2/history",
                "bills/zz/3-1/C-2/statistics",
                "bills/zz/3-1/C-2/text",
                "bills/zz/3-1/C-2/votes",
                "bills/zz/3-1/C-2/ballots",
                "votes",
                "votes/zz/3-1/house/1",
                "votes/zz/3-1/house/1/parties",
                "votes/zz/3-1/house/1/ballots",
                "ballots",
                "members",
                "members/zz/900101",
                "members/zz/900101/ballots",
                "parties",
                "parties/zz/concord",
                "sessions",
                "sessions/zz/3-1",
                "jurisdictions",
                "etl/runs",
                "platform/sources");
        for (String path : paths) {
            for (String method : List.of("GET", "HEAD", "OPTIONS", "TRACE", "BREW", "PUT", "PATCH", "DELETE")) {
                server.send(method, "/api/v1/" + path);
                server.send(method, "/api/v1/" + path + "?made=up");
            }
        }
        await().untilAsserted(() -> assertThat(metrics())
                .noneMatch(line -> line.contains("otel_metric_overflow"))
                .anyMatch(line -> line.startsWith("http_server_request_duration_seconds_count{")
                        && line.contains("http_request_method=\"DELETE\"")
                        && line.contains("http_response_status_code=\"405\"")));
    }

    @Test
    void they_are_for_prometheus() {
        assertThat(server.get("/metrics").headers().firstValue("Content-Type"))
                .contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(metrics())
                .allMatch(
                        line -> line.startsWith("# ")
                                || line.matches(
                                        "[a-zA-Z_:][a-zA-Z0-9_:]*(\\{([a-zA-Z_][a-zA-Z0-9_]*=\"[^\"]*\",?)*})? [-+0-9.eEInfaN]+"));
    }

    private List<String> metrics() {
        return server.get("/metrics").body().lines().toList();
    }

    private static Set<String> buckets(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("http_server_request_duration_seconds_bucket{"))
                .map(line -> line.replaceAll(".*le=\"([^\"]*)\".*", "$1"))
                .collect(Collectors.toSet());
    }

    private static Set<String> routes(List<String> lines) {
        return lines.stream()
                .flatMap(line -> ROUTE.matcher(line).results())
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }
}

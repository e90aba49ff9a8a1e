// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ca.openpolicy.server.frame.FrameSettings;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program that serves, as its operator meets it. */
class ServeTest {
    @TempDir
    private Path scratch;

    @Test
    void it_only_reads_limits_nobody_keeps_its_secret_and_writes_lines_of_json_if_told_so() throws Exception {
        int port = Child.freePort();
        Path data = scratch.resolve("data");
        try (Child child = Child.run(
                        scratch,
                        "serve",
                        "--port=" + port,
                        "--data-dir=" + data,
                        "--read-only",
                        "--no-rate-limit",
                        "--set=log.format=json",
                        "--set=server.stop-delay=0s");
                HttpClient client = HttpClient.newHttpClient()) {
            child.awaitAnswer(port, "/health/started", 200);
            String secret =
                    Files.readString(data.resolve(OperatorTokenFile.NAME)).strip();
            HttpRequest.Builder bills =
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/bills"));
            HttpResponse<String> read = client.send(bills.build(), BodyHandlers.ofString());
            assertThat(read.statusCode()).isEqualTo(200);
            assertThat(read.headers().firstValue("RateLimit")).isEmpty();
            HttpResponse<String> write = client.send(
                    bills.POST(BodyPublishers.ofString("{}"))
                            .header("Authorization", "Bearer " + secret)
                            .build(),
                    BodyHandlers.ofString());
            assertThat(write.statusCode()).isEqualTo(403);
            await().until(() -> requests(child).size() >= 3);
            assertThat(requests(child)).anySatisfy(line -> {
                assertThat(line.getInt("status")).isEqualTo(403);
                assertThat(line.getString("caller")).isEqualTo("operator");
            });
            assertThat(child.out())
                    .contains("in " + data.resolve(OperatorTokenFile.NAME))
                    .doesNotContain(secret);
            assertThat(child.err()).doesNotContain(secret);
        }
    }

    @Test
    void every_setting_of_the_frame_is_one_of_the_program() {
        assertThat(AppSettings.all()).containsAll(FrameSettings.SETTINGS);
    }

    private static List<JsonObject> requests(Child child) {
        return child.err()
                .lines()
                .map(SampleServer::parse)
                .filter(line -> line.containsKey("request_id"))
                .toList();
    }
}

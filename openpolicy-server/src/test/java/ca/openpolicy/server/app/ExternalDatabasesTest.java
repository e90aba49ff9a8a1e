// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ca.openpolicy.embedded.EmbeddedPostgres;
import ca.openpolicy.embedded.EmbeddedPostgresSettings;
import ca.openpolicy.server.Settings;
import ca.openpolicy.server.Settings.Origin;
import ca.openpolicy.server.frame.HttpFrame;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server on databases that others run. */
class ExternalDatabasesTest {
    @TempDir
    private Path directory;

    @Test
    void shards_are_reached_by_address_and_password() throws Exception {
        EmbeddedPostgresSettings engine = EmbeddedPostgresSettings.at(directory.resolve("postgres"))
                .withBinariesDirectory(SampleServer.binaries());
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(engine)) {
            postgres.createDatabase("one");
            postgres.createDatabase("two");
            Path password = Files.writeString(directory.resolve("password"), postgres.password() + "\n");
            assertThat(statusOf(postgres, Map.of("database.password-file", password.toString())))
                    .isEqualTo(200);
            assertThat(statusOf(postgres, Map.of("database.password", postgres.password())))
                    .isEqualTo(200);
            assertThatThrownBy(() -> statusOf(postgres, Map.of("database.password", "wrong-and-secret")))
                    .isInstanceOf(FailedStartException.class)
                    .hasMessageContaining("cannot be reached")
                    .hasMessageNotContaining("wrong-and-secret");
        }
    }

    private int statusOf(EmbeddedPostgres postgres, Map<String, String> more) throws Exception {
        Map<String, String> given = new HashMap<>(more);
        given.put("database.urls", postgres.jdbcUrl("one") + "," + postgres.jdbcUrl("two"));
        given.put("database.user", postgres.user());
        given.put("database.pool-size", "3");
        given.put("data.dir", directory.resolve("data").toString());
        given.put("server.port", "0");
        given.put("server.stop-delay", "0s");
        try (Teardown teardown = Teardown.atExit()) {
            Settings settings = Settings.read(AppSettings.all(), List.of(new Origin(given, "in the test")));
            HttpFrame frame = new Server(settings, teardown).start();
            teardown.started();
            return await().atMost(Duration.ofMinutes(2)).until(() -> ready(frame.port()), status -> status == 200);
        }
    }

    private static int ready(int port) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI address = URI.create("http://127.0.0.1:" + port + "/ready");
            return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding())
                    .statusCode();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.queries;

import static org.assertj.core.api.Assertions.assertThat;

import ca.openpolicy.verification.ServerProcess;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is exported as lines and imported elsewhere is exported there as the same lines. */
@Timeout(600)
class ExportTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final List<String> LISTS =
            List.of("jurisdictions", "sessions", "parties", "members", "bills", "votes", "ballots");

    /** When and by which import a row came is the archive's own. */
    private static final List<String> OWN = List.of("created_at", "updated_at");

    @Test
    void an_export_imported_elsewhere_is_the_same_export(@TempDir Path directory) throws Exception {
        Map<String, List<String>> there = exported(directory.resolve("there"));
        Path files = Files.createDirectories(directory.resolve("files"));
        for (Map.Entry<String, List<String>> list : there.entrySet()) {
            Files.write(files.resolve(list.getKey() + ".ndjson"), list.getValue());
        }
        Map<String, List<String>> here = exported(directory.resolve("here"), "--import=" + files);
        for (String list : LISTS) {
            List<JsonObject> wanted = lasting(there.getOrDefault(list, List.of()));
            assertThat(wanted).as(list).isNotEmpty();
            Checks.same(list, lasting(here.getOrDefault(list, List.of())), wanted);
        }
    }

    private static Map<String, List<String>> exported(Path data, String... more) throws Exception {
        Map<String, List<String>> exported = new TreeMap<>();
        try (ServerProcess server = ServerProcess.start(data, more).awaitReady(LONG);
                HttpClient client = Asker.client()) {
            Asker asker = Asker.at(client, server.port());
            for (String list : LISTS) {
                exported.put(list, lines(asker, Listings.BASE + list + "?format=ndjson&limit=500"));
            }
        }
        return exported;
    }

    private static List<String> lines(Asker asker, String path) throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        Optional<String> next = Optional.of(path);
        while (next.isPresent()) {
            Answer page = asker.get(next.get()).ok();
            page.body().lines().forEach(lines::add);
            next = page.linked("next");
        }
        return lines;
    }

    private static List<JsonObject> lasting(List<String> lines) {
        return lines.stream()
                .map(line -> {
                    JsonObjectBuilder lasting = Json.createObjectBuilder(Answer.parse(line));
                    OWN.forEach(lasting::remove);
                    return lasting.build();
                })
                .toList();
    }
}

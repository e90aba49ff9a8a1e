// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 of the server in the middle of an import, and what the next start makes of it. */
@Timeout(1800)
class KilledImportTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    @TempDir
    private static Path directory;

    private static Path files = Path.of("");
    private static Map<String, Long> undisturbed = Map.of();

    @BeforeAll
    static void import_undisturbed() throws Exception {
        files = files();
        try (ServerProcess server = start("undisturbed").awaitReady(LONG)) {
            undisturbed = counts(server);
        }
        assertThat(undisturbed.values()).allMatch(count -> count > 0);
    }

    @Test
    void an_import_that_was_killed_twice_is_completed_by_the_next_start_on_one_postgresql() throws Exception {
        killWhen(server -> server.importState().startsWith("reads"));
        killWhen(server -> server.importState().startsWith("loads") && ballots(server) > 0);
        try (ServerProcess again = start("killed").awaitReady(LONG)) {
            assertThat(Engines.below(directory)).hasSize(1);
            JsonObject counts = lastRun(again).getJsonObject("counts");
            assertThat(counts.getInt("unchanged"))
                    .as("what was loaded before the kill")
                    .isPositive();
            assertThat(counts.getInt("created")).as("what was not").isPositive();
            assertThat(again.total("/api/v1/etl/runs?state=interrupted")).isEqualTo(2);
            assertThat(counts(again)).isEqualTo(undisturbed);
        }
        assertThat(Engines.below(directory)).isEmpty();
    }

    /** Kills the server at a moment of its import, which leaves one PostgreSQL without an owner. */
    private static void killWhen(ServerProcess.Moment moment) throws Exception {
        try (ServerProcess killed = start("killed")) {
            killed.awaitMoment(LONG, moment);
            killed.kill();
        }
        assertThat(Engines.below(directory)).as("what the kill left running").hasSize(1);
    }

    private static ServerProcess start(String data) throws IOException {
        return ServerProcess.start(directory.resolve(data), "--import=" + files);
    }

    private static Path files() throws IOException {
        if (RealData.ENDURANCE && RealData.here()) {
            return RealData.DIRECTORY;
        }
        Path made = directory.resolve("files");
        MadeParliament.write(made, 600, 300, 3);
        return made;
    }

    private static long ballots(ServerProcess server) throws Exception {
        return server.get("/api/v1/ballots?limit=1").getJsonArray("data").size();
    }

    private static JsonObject lastRun(ServerProcess server) throws Exception {
        return server.get("/api/v1/etl/runs?limit=1").getJsonArray("data").getJsonObject(0);
    }

    private static Map<String, Long> counts(ServerProcess server) throws Exception {
        Map<String, Long> counts = new TreeMap<>();
        for (String path : new String[] {
            "bills", "votes", "ballots", "members", "ballots?derived=only", "ballots?choice=yea", "ballots?dissent=true"
        }) {
            counts.put(path, server.total("/api/v1/" + path));
        }
        return counts;
    }
}

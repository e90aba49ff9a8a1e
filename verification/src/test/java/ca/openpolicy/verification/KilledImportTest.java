// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 of the server in the middle of an import, and what the next start makes of it. */
@Timeout(1200)
class KilledImportTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    @Test
    void a_killed_import_is_completed_by_the_next_start_on_one_postgresql(@TempDir Path directory) throws Exception {
        Path files = files(directory);
        Path data = directory.resolve("data");
        ServerProcess killed = ServerProcess.start(data, "--import=" + files);
        try {
            await().atMost(LONG).pollInterval(Duration.ofMillis(50)).until(() -> partly(killed));
            assertThat(killed.status("/ready")).as("the kill came in time").isEqualTo(503);
        } finally {
            killed.kill();
        }
        assertThat(postmasters(data)).as("what the kill left running").isEqualTo(1);

        Map<String, Long> counts;
        try (ServerProcess again =
                ServerProcess.start(data, "--import=" + files).awaitReady(LONG)) {
            assertThat(postmasters(data)).isEqualTo(1);
            counts = counts(again);
            assertThat(again.total("/api/v1/etl/runs?state=interrupted")).isEqualTo(1);
        }
        assertThat(postmasters(data)).isZero();
        try (ServerProcess whole = ServerProcess.start(directory.resolve("fresh"), "--import=" + files)
                .awaitReady(LONG)) {
            assertThat(counts).isEqualTo(counts(whole));
        }
    }

    private static Path files(Path directory) throws IOException {
        if (RealData.ENDURANCE && RealData.here()) {
            return RealData.DIRECTORY;
        }
        Path files = directory.resolve("files");
        MadeParliament.write(files, 900, 300, 3);
        return files;
    }

    private static boolean partly(ServerProcess server) throws Exception {
        return server.status("/health") == 200 && server.total("/api/v1/ballots") > 0;
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

    /** How many postmasters work below a directory. */
    private static long postmasters(Path directory) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().command().orElse("").endsWith("/postgres"))
                .filter(process ->
                        process.info().arguments().map(java.util.List::of).orElse(java.util.List.of()).stream()
                                .anyMatch(argument -> argument.startsWith(directory.toString())))
                .count();
    }
}

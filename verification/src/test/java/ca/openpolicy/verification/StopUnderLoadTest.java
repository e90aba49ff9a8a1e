// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that is told to end while it is asked from all sides answers everybody whom it let in. */
@Timeout(600)
class StopUnderLoadTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final int CLIENTS = 24;
    private static final long ENOUGH = 2_000;

    /** As after any SIGTERM. */
    private static final int STATUS = 143;

    @TempDir
    private static Path directory;

    @Test
    void nobody_who_was_let_in_is_turned_away() throws Exception {
        try (ServerProcess server = start().awaitReady(LONG);
                Load load = Load.on(server.port(), CLIENTS)) {
            await().atMost(LONG).until(() -> load.answered() > ENOUGH);
            ProcessHandle process = ProcessHandle.of(server.pid()).orElseThrow();
            long before = load.answered();
            process.destroy();
            await().atMost(LONG).until(() -> !process.isAlive());
            load.end();
            System.out.println(load);
            assertThat(load.broken()).as("of " + load).isEmpty();
            assertThat(load.answered()).as("it went on for a while").isGreaterThan(before + CLIENTS);
            assertThat(load.lastOnes())
                    .as("and said on each connection which answer was the last")
                    .isPositive();
            assertThat(server.exit()).isEqualTo(STATUS);
        }
    }

    /** Patient with its databases: a busy machine is not what is tried here. */
    private static ServerProcess start() throws IOException {
        return ServerProcess.start(
                directory.resolve("data"),
                "--set=server.stop-delay=2s",
                "--set=server.stop-grace=30s",
                "--set=server.answer-timeout=60s",
                "--set=database.deadline=30s",
                "--set=database.acquire-timeout=30s",
                "--set=log.access=false");
    }
}

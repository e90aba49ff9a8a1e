// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever ends the server or its starter, and when: nothing of it is left. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "needs setsid, for a process group of its own")
@Timeout(600)
class StoppedServerTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    /** The promise is 10 s; a busy machine may be late. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    private static Path directory;

    private static Path files = Path.of("");

    /** How the end comes. */
    enum End {
        INTERRUPT_OF_ALL("INT", -1),
        TERM_OF_THE_STARTER("TERM", 1),
        KILL_OF_THE_STARTER("KILL", 1);

        private final String signal;
        private final int sign;

        End(String signal, int sign) {
            this.signal = signal;
            this.sign = sign;
        }

        void come(long starter) throws Exception {
            String command = "kill -" + signal + " " + sign * starter;
            assertThat(new ProcessBuilder("/bin/sh", "-c", command).start().waitFor())
                    .isZero();
        }
    }

    @BeforeAll
    static void write() throws IOException {
        files = directory.resolve("files");
        MadeParliament.write(files, 300, 300, 9);
    }

    @ParameterizedTest
    @EnumSource
    void nothing_is_left_of_a_server_that_is_ready(End end) throws Exception {
        try (ServerProcess server = start("ready").awaitReady(LONG)) {
            assertNothingIsLeft(server, end);
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothing_is_left_of_a_server_that_imports(End end) throws Exception {
        try (ServerProcess server = start("importing", "--import=" + files)) {
            server.awaitMoment(LONG, StoppedServerTest::imports);
            assertNothingIsLeft(server, end);
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothing_is_left_of_a_server_that_makes_its_databases(End end) throws Exception {
        String data = "starting-" + end;
        try (ServerProcess server = start(data)) {
            server.awaitMoment(
                    LONG, starting -> !Engines.below(directory.resolve(data)).isEmpty());
            assertNothingIsLeft(server, end);
        }
        try (ServerProcess again = ServerProcess.start(directory.resolve(data)).awaitReady(LONG)) {
            assertThat(again.total("/api/v1/votes")).isPositive();
        }
    }

    @Test
    void a_killed_server_leaves_a_postgresql_that_the_next_start_replaces() throws Exception {
        Path data = directory.resolve("killed");
        try (ServerProcess server = ServerProcess.start(data).awaitReady(LONG)) {
            server.kill();
        }
        assertThat(Engines.below(data)).hasSize(1);
        ProcessHandle orphan = Engines.below(data).getFirst();
        try (ServerProcess again = ServerProcess.start(data).awaitReady(LONG)) {
            assertThat(Engines.below(data)).hasSize(1).doesNotContain(orphan);
            assertThat(again.total("/api/v1/votes")).isPositive();
        }
        assertThat(Engines.below(data)).isEmpty();
    }

    private static boolean imports(ServerProcess server) throws InterruptedException {
        String state = server.importState();
        return state.startsWith("reads") || state.startsWith("loads");
    }

    /** In a process group of its own, where an interrupt is not ignored as it is in the background of a script. */
    private static ServerProcess start(String data, String... more) throws IOException {
        List<String> starter = new ArrayList<>(List.of("env", "--default-signal=INT", "setsid"));
        starter.addAll(ServerProcess.java(Starter.class.getName(), "-XX:TieredStopAtLevel=1"));
        return ServerProcess.startUnder(starter, directory.resolve(data), more);
    }

    private static void assertNothingIsLeft(ServerProcess server, End end) throws Exception {
        List<ProcessHandle> processes = server.processes();
        assertThat(processes).as("starter, server and PostgreSQL").hasSizeGreaterThan(2);
        long begin = System.nanoTime();
        end.come(processes.getFirst().pid());
        await().atMost(LIMIT)
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(left(processes)).isEmpty());
        System.out.println(end + ": nothing is left after "
                + Duration.ofNanos(System.nanoTime() - begin).toMillis() + " ms");
    }

    private static List<ProcessHandle> left(List<ProcessHandle> processes) {
        return Stream.concat(processes.stream().filter(ProcessHandle::isAlive), Engines.below(directory).stream())
                .toList();
    }
}

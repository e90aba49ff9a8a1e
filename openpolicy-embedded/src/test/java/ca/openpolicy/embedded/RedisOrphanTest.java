// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class RedisOrphanTest {
    @TempDir
    Path directory;

    @AfterEach
    void kill_what_a_failed_test_left() throws IOException {
        running().forEach(ProcessHandle::destroyForcibly);
        await().until(() -> running().isEmpty());
    }

    @Test
    void the_server_of_a_killed_process_lives_on_until_the_next_start_which_keeps_its_data() throws IOException {
        long orphan = orphan();
        assertThat(running()).extracting(ProcessHandle::pid).containsExactly(orphan);
        try (EmbeddedRedis next = EmbeddedRedis.start(here())) {
            assertThat(next.recoveredOrphan()).hasValue(orphan);
            assertThat(running()).extracting(ProcessHandle::pid).containsExactly(next.pid());
            assertThat(Keys.get(next, "bill")).isEqualTo("C-11");
        }
        assertThat(running()).isEmpty();
    }

    @Test
    void a_server_that_does_not_react_is_killed() throws IOException {
        long orphan = orphan();
        Processes.signal("STOP", orphan);
        try (EmbeddedRedis next =
                EmbeddedRedis.start(here().withTimeouts(here().startupTimeout(), Duration.ofMillis(100)))) {
            assertThat(next.recoveredOrphan()).hasValue(orphan);
            assertThat(running()).extracting(ProcessHandle::pid).containsExactly(next.pid());
        }
    }

    @Test
    void a_server_of_another_directory_is_left_alone() {
        try (EmbeddedRedis other = EmbeddedRedis.start(EmbeddedRedisSettings.temporary());
                EmbeddedRedis next = EmbeddedRedis.start(here())) {
            assertThat(next.recoveredOrphan()).isEmpty();
            Keys.put(other, "bill", "C-12");
        }
    }

    @Test
    void the_directory_of_a_killed_temporary_server_is_removed_by_the_next() {
        try (ChildJvm owner = ChildJvm.start(RedisOwner.class, "", "single")) {
            long orphan = owner.saysNumber();
            Path abandoned = Path.of(owner.says());
            owner.killHard();
            EmbeddedRedis.start(EmbeddedRedisSettings.temporary()).close();
            await().until(() -> ProcessHandle.of(orphan).isEmpty());
            assertThat(abandoned).doesNotExist();
        }
    }

    @Test
    void a_process_that_is_asked_to_end_takes_its_server_along() throws IOException {
        try (ChildJvm owner = ChildJvm.start(RedisOwner.class, directory.toString(), "single")) {
            owner.saysNumber();
            owner.process().toHandle().destroy();
            assertThat(owner.ended()).isEqualTo(143);
        }
        assertThat(running()).isEmpty();
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "needs setsid, for a process group of its own")
    void an_interrupt_of_the_terminal_passes_the_server_by() throws IOException {
        List<String> ownGroup = List.of("setsid");
        try (ChildJvm owner = ChildJvm.start(ownGroup, RedisOwner.class, directory.toString(), "single")) {
            long server = owner.saysNumber();
            Processes.signal("STOP", owner.process().pid());
            Processes.signal("INT", -owner.process().pid());
            assertThat(ProcessHandle.of(server)).isPresent();
            assertThat(RunningRedis.on(directory)).isPresent();
        }
        assertThat(running()).isNotEmpty();
    }

    private long orphan() {
        try (ChildJvm owner = ChildJvm.start(RedisOwner.class, directory.toString(), "single")) {
            return owner.saysNumber();
        }
    }

    private EmbeddedRedisSettings here() {
        return EmbeddedRedisSettings.at(directory);
    }

    private List<ProcessHandle> running() throws IOException {
        return RedisProcess.runningOn(new RedisHome(directory.toRealPath()));
    }
}

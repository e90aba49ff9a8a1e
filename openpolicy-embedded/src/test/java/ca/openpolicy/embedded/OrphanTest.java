// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class OrphanTest {
    /** With a cluster that was made once and is copied for each test that does not watch it being made. */
    @TempDir
    static Path made;

    @TempDir
    Path directory;

    @BeforeAll
    static void make_a_cluster() {
        EmbeddedPostgres.start(at(made)).close();
    }

    @AfterEach
    void kill_what_a_failed_test_left() {
        processes().forEach(ProcessHandle::destroyForcibly);
        await().until(() -> processes().isEmpty());
    }

    @Test
    void the_server_of_a_killed_process_is_stopped_and_its_data_are_kept() throws IOException, SQLException {
        long orphan = orphan();
        assertThat(processes()).isNotEmpty();
        try (EmbeddedPostgres next = EmbeddedPostgres.start(here())) {
            assertThat(next.recoveredOrphan()).hasValue(orphan);
            assertThat(postmasters()).containsExactly(next.pid());
            assertThat(EmbeddedPostgresTest.ask(next, "bills", "select number from bill"))
                    .isEqualTo("C-11");
        }
        assertThat(processes()).isEmpty();
    }

    @Test
    void the_remains_of_a_killed_server_are_waited_for() throws IOException, SQLException {
        long orphan = orphan();
        ProcessHandle.of(orphan).ifPresent(ProcessHandle::destroyForcibly);
        try (EmbeddedPostgres next = EmbeddedPostgres.start(here())) {
            assertThat(postmasters()).containsExactly(next.pid());
            assertThat(EmbeddedPostgresTest.ask(next, "bills", "select number from bill"))
                    .isEqualTo("C-11");
        }
    }

    @Test
    void a_server_that_does_not_react_is_killed() throws IOException {
        long orphan = orphan();
        Processes.signal("STOP", orphan);
        try (EmbeddedPostgres next =
                EmbeddedPostgres.start(here().withTimeouts(here().startupTimeout(), Duration.ofMillis(100)))) {
            assertThat(next.recoveredOrphan()).hasValue(orphan);
            assertThat(postmasters()).containsExactly(next.pid());
        }
    }

    @Test
    void a_file_that_names_a_dead_process_does_not_stop_the_start() throws IOException {
        copyTheCluster();
        Process dead = new ProcessBuilder("true").start();
        dead.onExit().join();
        namePostmaster(dead.pid());
        try (EmbeddedPostgres next = EmbeddedPostgres.start(here())) {
            assertThat(next.recoveredOrphan()).isEmpty();
        }
    }

    @Test
    void a_file_that_names_a_process_of_another_kind_stops_neither_the_start_nor_that_process() throws IOException {
        copyTheCluster();
        namePostmaster(ProcessHandle.current().pid());
        try (EmbeddedPostgres next = EmbeddedPostgres.start(here())) {
            assertThat(next.recoveredOrphan()).isEmpty();
        }
    }

    @Test
    void a_server_of_another_directory_is_left_alone() throws IOException, SQLException {
        try (EmbeddedPostgres other = EmbeddedPostgres.start(EmbeddedPostgresSettings.temporary())) {
            copyTheCluster();
            namePostmaster(other.pid());
            try (EmbeddedPostgres next = EmbeddedPostgres.start(here())) {
                assertThat(next.recoveredOrphan()).isEmpty();
                assertThat(EmbeddedPostgresTest.ask(other, "postgres", "select 1"))
                        .isEqualTo("1");
            }
        }
    }

    @Test
    void a_first_start_that_is_killed_half_way_is_begun_anew() throws IOException, SQLException {
        try (ChildJvm half = ChildJvm.start(Owner.class, directory.toString(), "by-hook")) {
            await().until(() -> names().anyMatch(name -> name.startsWith("initdb-")));
            half.killHard();
        }
        try (EmbeddedPostgres next = EmbeddedPostgres.start(here())) {
            assertThat(EmbeddedPostgresTest.ask(next, "postgres", "select 1")).isEqualTo("1");
            assertThat(names()).noneMatch(name -> name.startsWith("initdb-"));
        }
    }

    @Test
    void the_directory_of_a_killed_temporary_server_is_removed_by_the_next() {
        try (ChildJvm owner = ChildJvm.start(Owner.class, "", "by-hook")) {
            long orphan = owner.saysNumber();
            owner.killHard();
            EmbeddedPostgres.start(EmbeddedPostgresSettings.temporary()).close();
            await().until(() -> ProcessHandle.of(orphan).isEmpty());
        }
    }

    @Test
    void a_process_that_is_asked_to_end_takes_its_server_along() throws IOException {
        copyTheCluster();
        try (ChildJvm owner = ChildJvm.start(Owner.class, directory.toString(), "by-hook")) {
            owner.saysNumber();
            owner.process().toHandle().destroy();
            assertThat(owner.ended()).isEqualTo(143);
        }
        assertThat(processes()).isEmpty();
    }

    @Test
    void a_process_that_ends_by_itself_takes_its_server_along() throws IOException {
        copyTheCluster();
        try (ChildJvm owner = ChildJvm.start(Owner.class, directory.toString(), "by-hook")) {
            owner.saysNumber();
            owner.process().outputWriter().close();
            assertThat(owner.ended()).isZero();
        }
        assertThat(processes()).isEmpty();
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "needs setsid, for a process group of its own")
    void an_interrupt_of_the_terminal_leaves_the_server_to_its_owner() throws IOException {
        copyTheCluster();
        List<String> ownGroup = List.of("env", "--default-signal=INT", "setsid");
        try (ChildJvm owner = ChildJvm.start(ownGroup, Owner.class, directory.toString(), "in-order")) {
            owner.saysNumber();
            Processes.signal("INT", -owner.process().pid());
            assertThat(owner.says()).isEqualTo("still here");
            assertThat(owner.ended()).isEqualTo(130);
        }
        assertThat(processes()).isEmpty();
    }

    private void copyTheCluster() throws IOException {
        Process copy = new ProcessBuilder("cp", "-Rp", made + "/.", directory.toString())
                .inheritIO()
                .start();
        assertThat(copy.onExit().join().exitValue()).isZero();
    }

    private long orphan() throws IOException {
        copyTheCluster();
        try (ChildJvm owner = ChildJvm.start(Owner.class, directory.toString(), "by-hook")) {
            return owner.saysNumber();
        }
    }

    private EmbeddedPostgresSettings here() {
        return at(directory);
    }

    private static EmbeddedPostgresSettings at(Path directory) {
        return EmbeddedPostgresSettings.at(directory).withBinariesDirectory(TemporaryPlace.ofThisUser("postgres"));
    }

    private Stream<String> names() throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString()).toList().stream();
        }
    }

    private void namePostmaster(long pid) throws IOException {
        Path data = new Cluster(directory).data();
        Files.writeString(
                data.resolve("postmaster.pid"), pid + "\n" + data + "\n1\n5432\n\n127.0.0.1\n1 1\nready   \n");
    }

    private List<ProcessHandle> processes() {
        return Processes.postgresIn(new Cluster(directory).data());
    }

    /** Those whose parent is not one of them. */
    private List<Long> postmasters() {
        Set<Long> all = processes().stream().map(ProcessHandle::pid).collect(Collectors.toSet());
        return processes().stream()
                .filter(process -> process.parent()
                        .map(ProcessHandle::pid)
                        .filter(all::contains)
                        .isEmpty())
                .map(ProcessHandle::pid)
                .toList();
    }
}

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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock("brokers")
class S3OrphanTest {
    @TempDir
    Path directory;

    @AfterEach
    void kill_what_a_failed_test_left() throws IOException {
        runningOn(data()).forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void a_killed_process_takes_its_server_along_and_the_next_removes_its_temporary_directory() {
        try (ChildJvm owner = ChildJvm.start(S3Owner.class, "")) {
            long server = owner.saysNumber();
            Path abandoned = Path.of(owner.says());
            assertThat(runningOn(abandoned)).extracting(ProcessHandle::pid).containsExactly(server);
            owner.killHard();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> runningOn(abandoned).isEmpty());
            TemporaryData.make(TemporaryPlace.ofThisUser("s3"), nothingRuns -> {})
                    .close();
            assertThat(abandoned).doesNotExist();
        }
    }

    @Test
    void a_process_that_is_asked_to_end_takes_its_server_along() throws IOException {
        try (ChildJvm owner = ChildJvm.start(S3Owner.class, data().toString())) {
            owner.saysNumber();
            owner.process().toHandle().destroy();
            assertThat(owner.ended()).isEqualTo(143);
        }
        assertThat(runningOn(data())).isEmpty();
    }

    @Test
    void a_server_that_hangs_when_its_owner_is_killed_is_stopped_by_the_next() throws IOException {
        long orphan;
        try (ChildJvm owner = ChildJvm.start(S3Owner.class, data().toString())) {
            orphan = owner.saysNumber();
            Processes.signal("STOP", orphan);
        }
        EmbeddedS3Settings settings =
                EmbeddedS3Settings.at(data()).withTimeouts(Duration.ofSeconds(60), Duration.ofMillis(200));
        try (EmbeddedS3 next = EmbeddedS3.start(settings)) {
            assertThat(next.recoveredOrphan()).hasValue(orphan);
            assertThat(runningOn(data())).extracting(ProcessHandle::pid).containsExactly(next.pid());
        }
    }

    private static List<ProcessHandle> runningOn(Path directory) {
        return JavaProcess.runningOn(directory, S3Main.class);
    }

    private Path data() throws IOException {
        return directory.toRealPath().resolve("data");
    }
}

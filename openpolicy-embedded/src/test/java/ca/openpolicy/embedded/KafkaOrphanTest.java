// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock("brokers")
class KafkaOrphanTest {
    @TempDir
    Path directory;

    @AfterEach
    void kill_what_a_failed_test_left() {
        JavaProcess.runningOn(data(), KafkaMain.class).forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void a_killed_process_takes_its_broker_along_and_the_next_removes_its_temporary_directory() {
        try (ChildJvm owner = ChildJvm.start(KafkaOwner.class, "")) {
            long broker = owner.saysNumber();
            Path abandoned = Path.of(owner.says());
            assertThat(JavaProcess.runningOn(abandoned, KafkaMain.class))
                    .extracting(ProcessHandle::pid)
                    .containsExactly(broker);
            owner.killHard();
            await().atMost(Duration.ofSeconds(30))
                    .until(() ->
                            JavaProcess.runningOn(abandoned, KafkaMain.class).isEmpty());
            TemporaryData.make(TemporaryPlace.ofThisUser("kafka"), nothingRuns -> {})
                    .close();
            assertThat(abandoned).doesNotExist();
        }
    }

    @Test
    void a_process_that_is_asked_to_end_takes_its_broker_along() {
        try (ChildJvm owner = ChildJvm.start(KafkaOwner.class, data().toString())) {
            owner.saysNumber();
            owner.process().toHandle().destroy();
            assertThat(owner.ended()).isEqualTo(143);
        }
        assertThat(JavaProcess.runningOn(data(), KafkaMain.class)).isEmpty();
    }

    @Test
    void a_broker_that_hangs_when_its_owner_is_killed_is_stopped_by_the_next() {
        long orphan;
        try (ChildJvm owner = ChildJvm.start(KafkaOwner.class, data().toString())) {
            orphan = owner.saysNumber();
            Processes.signal("STOP", orphan);
        }
        EmbeddedKafkaSettings settings =
                EmbeddedKafkaSettings.at(data()).withTimeouts(Duration.ofSeconds(60), Duration.ofMillis(200));
        try (EmbeddedKafka next = EmbeddedKafka.start(settings)) {
            assertThat(next.recoveredOrphan()).hasValue(orphan);
            assertThat(JavaProcess.runningOn(data(), KafkaMain.class))
                    .extracting(ProcessHandle::pid)
                    .containsExactly(next.pid());
        }
    }

    @Test
    void a_program_in_one_jar_that_names_the_others_runs_a_broker() throws IOException {
        Path jar = jarThatNamesTheClassPath();
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        jar.getFileName().toString(),
                        KafkaOwner.class.getName(),
                        data().toString())
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (ChildJvm owner = new ChildJvm(program, program.inputReader())) {
            assertThat(owner.saysNumber()).isPositive();
            program.outputWriter().close();
            assertThat(owner.ended()).isZero();
        }
    }

    private Path jarThatNamesTheClassPath() throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes()
                .put(
                        Attributes.Name.CLASS_PATH,
                        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                                .map(entry -> Path.of(entry).toUri().toString())
                                .collect(Collectors.joining(" ")));
        Path jar = directory.resolve("program.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out, manifest)) {
            entries.finish();
        }
        return jar;
    }

    private Path data() {
        try {
            return directory.toRealPath().resolve("data");
        } catch (IOException gone) {
            return directory.resolve("data");
        }
    }
}

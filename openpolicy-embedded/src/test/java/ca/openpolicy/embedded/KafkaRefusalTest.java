// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ca.openpolicy.embedded.EmbeddedEngineException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ResourceLock("brokers")
class KafkaRefusalTest {
    @TempDir
    Path directory;

    @AfterEach
    void nothing_runs_on() throws IOException {
        assertThat(JavaProcess.runningOn(directory.toRealPath(), KafkaMain.class))
                .isEmpty();
    }

    @Test
    void a_taken_port_is_refused() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            refused(
                    here().withPort(taken.getLocalPort()),
                    Reason.PORT_IN_USE,
                    Integer.toString(taken.getLocalPort()),
                    "another port");
        }
    }

    @Test
    void a_port_that_is_taken_while_the_broker_is_down_is_refused_and_may_be_tried_again() throws IOException {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(here())) {
            kafka.kill();
            try (ServerSocket taken = new ServerSocket(kafka.port(), 1, InetAddress.getLoopbackAddress())) {
                assertThat(taken.isBound()).isTrue();
                assertThatExceptionOfType(EmbeddedEngineException.class)
                        .isThrownBy(kafka::restart)
                        .withMessageContaining(Integer.toString(kafka.port()))
                        .extracting(EmbeddedEngineException::reason)
                        .isEqualTo(Reason.PORT_IN_USE);
            }
            kafka.restart();
            Records.makeTopic(kafka);
        }
    }

    @Test
    void a_directory_in_use_is_refused() {
        try (EmbeddedKafka first = EmbeddedKafka.start(here())) {
            refused(here(), Reason.DIRECTORY_IN_USE, directory.toString(), "this process");
            Records.makeTopic(first);
        }
    }

    @Test
    void a_directory_with_files_of_somebody_else_is_refused() throws IOException {
        Files.writeString(directory.resolve("letter.txt"), "dear");
        refused(here(), Reason.DIRECTORY_FOREIGN, directory.toString(), "letter.txt");
        assertThat(directory.resolve("openpolicy.lock")).doesNotExist();
    }

    @Test
    void what_the_broker_refuses_is_told_in_its_words() {
        refused(
                here().withBrokerSettings(Map.of("log.retention.hours", "many")),
                Reason.ENGINE_FAILED,
                directory.toString(),
                "Invalid value many for configuration log.retention.hours");
    }

    @Test
    void a_start_that_takes_too_long_is_given_up() {
        refused(
                here().withTimeouts(Duration.ofNanos(1), Duration.ofSeconds(10)),
                Reason.ENGINE_FAILED,
                "startupTimeout");
    }

    @Test
    void what_is_missing_on_the_class_path_is_named_with_its_coordinates() {
        assertThatExceptionOfType(EmbeddedEngineException.class)
                .isThrownBy(() -> Library.KAFKA.requirePresent(ClassLoader.getPlatformClassLoader()))
                .withMessageContainingAll("org.apache.kafka:kafka_2.13:4.", "org.slf4j:slf4j-jdk14:2.")
                .extracting(EmbeddedEngineException::reason)
                .isEqualTo(Reason.ARCHIVE_MISSING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"node.id", "listeners", "log.dirs", "Log Dirs", "a=b", ""})
    void settings_of_the_broker_that_are_not_free_are_refused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> here().withBrokerSettings(Map.of(name, "x")));
    }

    @Test
    void numbers_and_times_have_bounds() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> here().withPort(65_536))
                .withMessageContaining("port");
        assertThatIllegalArgumentException().isThrownBy(() -> here().withHeapMebibytes(64));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> here().withTimeouts(Duration.ZERO, Duration.ofSeconds(1)));
    }

    private EmbeddedKafkaSettings here() {
        return EmbeddedKafkaSettings.at(directory);
    }

    private static void refused(EmbeddedKafkaSettings settings, Reason reason, String... words) {
        assertThatExceptionOfType(EmbeddedEngineException.class)
                .isThrownBy(() -> EmbeddedKafka.start(settings).close())
                .withMessageContainingAll(words)
                .extracting(EmbeddedEngineException::reason)
                .isEqualTo(reason);
    }
}

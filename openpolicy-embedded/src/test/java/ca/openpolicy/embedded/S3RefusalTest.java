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
class S3RefusalTest {
    @TempDir
    Path directory;

    @AfterEach
    void nothing_runs_on() throws IOException {
        assertThat(JavaProcess.runningOn(directory.toRealPath(), S3Main.class)).isEmpty();
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
    void a_port_that_is_taken_while_the_server_is_down_is_refused_and_may_be_tried_again() throws IOException {
        try (EmbeddedS3 s3 = EmbeddedS3.start(here())) {
            s3.kill();
            try (ServerSocket taken = new ServerSocket(s3.port(), 1, InetAddress.getLoopbackAddress())) {
                assertThat(taken.isBound()).isTrue();
                assertThatExceptionOfType(EmbeddedEngineException.class)
                        .isThrownBy(s3::restart)
                        .withMessageContaining(Integer.toString(s3.port()))
                        .extracting(EmbeddedEngineException::reason)
                        .isEqualTo(Reason.PORT_IN_USE);
            }
            s3.restart();
            s3.createBucket(Objects.BUCKET);
        }
    }

    @Test
    void a_directory_in_use_is_refused() {
        try (EmbeddedS3 first = EmbeddedS3.start(here())) {
            refused(here(), Reason.DIRECTORY_IN_USE, directory.toString(), "this process");
            first.createBucket(Objects.BUCKET);
        }
    }

    @Test
    void a_directory_with_files_of_somebody_else_is_refused() throws IOException {
        Files.writeString(directory.resolve("letter.txt"), "dear");
        refused(here(), Reason.DIRECTORY_FOREIGN, directory.toString(), "letter.txt");
        assertThat(directory.resolve("openpolicy.lock")).doesNotExist();
    }

    @Test
    void what_the_server_refuses_is_told_in_its_words() {
        refused(
                here().withServerSettings(Map.of("v4-max-non-chunked-request-size", "many")),
                Reason.ENGINE_FAILED,
                directory.toString(),
                "many");
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
                .isThrownBy(() -> Library.S3.requirePresent(ClassLoader.getPlatformClassLoader()))
                .withMessageContainingAll(
                        "org.gaul:s3proxy:4.",
                        "software.amazon.awssdk:s3:2.",
                        "org.apache.tomcat:tomcat-servlet-api:10.",
                        "org.slf4j:slf4j-jdk14:2.")
                .extracting(EmbeddedEngineException::reason)
                .isEqualTo(Reason.ARCHIVE_MISSING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"endpoint", "authorization", "credential", "Page Size", "s3proxy.endpoint", ""})
    void settings_of_the_server_that_are_not_free_are_refused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> here().withServerSettings(Map.of(name, "x")));
    }

    @Test
    void numbers_and_times_have_bounds() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> here().withPort(65_536))
                .withMessageContaining("port");
        assertThatIllegalArgumentException().isThrownBy(() -> here().withHeapMebibytes(16));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> here().withTimeouts(Duration.ZERO, Duration.ofSeconds(1)));
    }

    private EmbeddedS3Settings here() {
        return EmbeddedS3Settings.at(directory);
    }

    private static void refused(EmbeddedS3Settings settings, Reason reason, String... words) {
        assertThatExceptionOfType(EmbeddedEngineException.class)
                .isThrownBy(() -> EmbeddedS3.start(settings).close())
                .withMessageContainingAll(words)
                .extracting(EmbeddedEngineException::reason)
                .isEqualTo(reason);
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ca.openpolicy.embedded.Archive.Machine;
import ca.openpolicy.embedded.EmbeddedEngineException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisRefusalTest {
    @TempDir
    Path directory;

    @AfterEach
    void nothing_runs_on() throws IOException {
        assertThat(RedisProcess.runningOn(new RedisHome(directory.toRealPath())))
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
    void a_port_that_is_taken_while_the_server_is_down_is_refused_and_may_be_tried_again() throws IOException {
        try (EmbeddedRedis redis = EmbeddedRedis.start(here())) {
            Keys.put(redis, "bill", "C-11");
            redis.kill();
            try (ServerSocket taken = new ServerSocket(redis.port(), 1, InetAddress.getLoopbackAddress())) {
                assertThat(taken.isBound()).isTrue();
                assertThatExceptionOfType(EmbeddedEngineException.class)
                        .isThrownBy(redis::restart)
                        .withMessageContaining(Integer.toString(redis.port()))
                        .extracting(EmbeddedEngineException::reason)
                        .isEqualTo(Reason.PORT_IN_USE);
            }
            redis.restart();
            assertThat(Keys.get(redis, "bill")).isEqualTo("C-11");
        }
    }

    @Test
    void a_directory_in_use_is_refused_and_stays_in_use() {
        try (EmbeddedRedis first = EmbeddedRedis.start(here())) {
            refused(here(), Reason.DIRECTORY_IN_USE, directory.toString(), "this process");
            Keys.put(first, "bill", "C-11");
        }
    }

    @Test
    void a_directory_that_another_process_uses_is_refused_with_its_number() {
        try (ChildJvm owner = ChildJvm.start(RedisOwner.class, directory.toString(), "single")) {
            owner.saysNumber();
            String holder = "process " + owner.process().pid();
            refused(here(), Reason.DIRECTORY_IN_USE, directory.toString(), holder);
            owner.process().toHandle().destroy();
            assertThat(owner.ended()).isEqualTo(143);
        }
    }

    @Test
    void a_directory_with_files_of_somebody_else_is_refused_untouched() throws IOException {
        Files.writeString(directory.resolve("letter.txt"), "dear");
        refused(here(), Reason.DIRECTORY_FOREIGN, directory.toString(), "letter.txt");
        try (Stream<Path> entries = Files.list(directory)) {
            assertThat(entries).containsExactly(directory.resolve("letter.txt"));
        }
    }

    @Test
    void what_the_server_refuses_is_told_in_its_words() {
        refused(
                here().withServerSettings(Map.of("appendfsync", "sometimes")),
                Reason.ENGINE_FAILED,
                directory.toString(),
                "argument must be one of the following");
    }

    @Test
    void a_start_that_takes_too_long_is_given_up() {
        refused(
                here().withTimeouts(Duration.ofNanos(1), Duration.ofSeconds(10)),
                Reason.ENGINE_FAILED,
                "startupTimeout");
    }

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, redis-server-6.2.6-v5-linux-amd64",
        "Linux, aarch64, redis-server-6.2.7-linux-arm64",
        "Mac OS X, x86_64, redis-server-6.2.6-v5-darwin-amd64",
        "Mac OS X, aarch64, redis-server-6.2.6-v5-darwin-arm64",
    })
    void each_machine_has_its_program(String os, String arch, String resource) {
        ClassLoader loader = RedisRefusalTest.class.getClassLoader();
        assertThat(RedisProgram.archive(Machine.of(os, arch, false), loader).name())
                .isEqualTo(resource);
    }

    @Test
    void what_is_missing_on_the_class_path_is_named_with_its_coordinates() {
        missing(Machine.of("Linux", "amd64", false), ClassLoader.getPlatformClassLoader());
        missing(Machine.of("Linux", "amd64", true), RedisRefusalTest.class.getClassLoader());
        missing(Machine.of("Plan 9", "sparc", false), RedisRefusalTest.class.getClassLoader());
    }

    private static void missing(Machine machine, ClassLoader loader) {
        assertThatExceptionOfType(EmbeddedEngineException.class)
                .isThrownBy(() -> RedisProgram.archive(machine, loader))
                .withMessageContaining("com.github.codemonstur:embedded-redis:1.")
                .extracting(EmbeddedEngineException::reason)
                .isEqualTo(Reason.ARCHIVE_MISSING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"port", "requirepass", "bind", "unixsocket", "Max Memory", "a=b", ""})
    void settings_of_the_server_that_are_not_free_are_refused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> here().withServerSettings(Map.of(name, "x")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes\nbind 0.0.0.0", "yes\rbind 0.0.0.0", " "})
    void a_setting_cannot_bring_another_along(String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> here().withServerSettings(Map.of("appendonly", value)));
    }

    @Test
    void numbers_and_times_have_bounds() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> here().withPort(65_536))
                .withMessageContaining("port");
        assertThatIllegalArgumentException().isThrownBy(() -> here().withMaxMemoryMebibytes(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> here().withTimeouts(Duration.ZERO, Duration.ofSeconds(1)));
    }

    private EmbeddedRedisSettings here() {
        return EmbeddedRedisSettings.at(directory);
    }

    private static void refused(EmbeddedRedisSettings settings, Reason reason, String... words) {
        assertThatExceptionOfType(EmbeddedEngineException.class)
                .isThrownBy(() -> EmbeddedRedis.start(settings).close())
                .withMessageContainingAll(words)
                .extracting(EmbeddedEngineException::reason)
                .isEqualTo(reason);
    }
}

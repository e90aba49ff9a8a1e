// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;

class EmbeddedRedisTest {
    @TempDir
    Path directory;

    @Test
    void a_temporary_server_keeps_what_it_is_given_and_leaves_nothing_behind() {
        EmbeddedRedis redis = EmbeddedRedis.start(EmbeddedRedisSettings.temporary());
        try (redis) {
            Keys.put(redis, "bill", "C-11");
            assertThat(Keys.get(redis, "bill")).isEqualTo("C-11");
            assertThat(redis.recoveredOrphan()).isEmpty();
        }
        redis.close();
        assertThat(redis.dataDirectory()).doesNotExist();
        assertThat(ProcessHandle.of(redis.pid())).isEmpty();
    }

    @Test
    void data_password_and_settings_stay_from_one_start_to_the_next() {
        EmbeddedRedisSettings settings = EmbeddedRedisSettings.at(directory.resolve("new/100% \"data\""))
                .withMaxMemoryMebibytes(20)
                .withServerSettings(Map.of("maxclients", "77", "save", "3600 1"));
        String password;
        try (EmbeddedRedis first = EmbeddedRedis.start(settings)) {
            Keys.put(first, "bill", "C-11");
            password = first.password();
        }
        try (EmbeddedRedis second = EmbeddedRedis.start(settings)) {
            assertThat(Keys.get(second, "bill")).isEqualTo("C-11");
            assertThat(second.password()).isEqualTo(password);
            assertThat(second.recoveredOrphan()).isEmpty();
            try (RedisClient client = Keys.client(second.port(), password)) {
                assertThat(client.info("memory")).contains("maxmemory:" + (20 << 20), "maxmemory_policy:volatile-lru");
                assertThat(client.info("clients")).contains("maxclients:77");
            }
        }
    }

    @Test
    void a_killed_server_comes_back_on_its_port_with_what_it_had_acknowledged() {
        try (EmbeddedRedis redis = EmbeddedRedis.start(EmbeddedRedisSettings.temporary())) {
            Keys.put(redis, "bill", "C-11");
            int before = redis.port();
            long killed = redis.pid();
            redis.kill();
            redis.kill();
            assertThat(ProcessHandle.of(killed)).isEmpty();
            redis.restart();
            assertThat(redis.port()).isEqualTo(before);
            assertThat(redis.pid()).isNotEqualTo(killed);
            assertThat(Keys.get(redis, "bill")).isEqualTo("C-11");
            redis.restart();
            assertThat(Keys.get(redis, "bill")).isEqualTo("C-11");
        }
    }

    @Test
    void nobody_gets_in_without_the_password_and_nobody_else_can_read_it() throws IOException {
        try (EmbeddedRedis redis = EmbeddedRedis.start(EmbeddedRedisSettings.at(directory))) {
            try (RedisClient guessing = Keys.client(redis.port(), "guess")) {
                assertThatExceptionOfType(JedisException.class)
                        .isThrownBy(() -> guessing.get("bill"))
                        .withStackTraceContaining("WRONGPASS");
            }
            try (Stream<Path> files = Files.walk(directory)) {
                assertThat(files.filter(file -> says(file, redis.password())))
                        .isNotEmpty()
                        .allSatisfy(file -> assertThat(Files.getPosixFilePermissions(file))
                                .isEqualTo(PosixFilePermissions.fromString("rw-------")));
            }
            assertThat(ProcessHandle.of(redis.pid()).orElseThrow().info().arguments())
                    .hasValueSatisfying(arguments -> assertThat(arguments).doesNotContain(redis.password()));
        }
    }

    @Test
    void a_program_beside_the_owner_finds_the_server_while_it_runs() {
        EmbeddedRedisSettings settings = EmbeddedRedisSettings.at(directory);
        assertThat(RunningRedis.on(directory)).isEmpty();
        try (EmbeddedRedis redis = EmbeddedRedis.start(settings)) {
            RunningRedis found = RunningRedis.on(directory).orElseThrow();
            assertThat(found.port()).isEqualTo(redis.port());
            assertThat(found.password()).isEqualTo(redis.password());
            assertThat(found.toString()).doesNotContain(redis.password());
        }
        assertThat(RunningRedis.on(directory)).isEmpty();
        assertThat(RunningRedis.on(directory.resolve("none"))).isEmpty();
    }

    @Test
    void the_program_is_unpacked_once() throws IOException {
        EmbeddedRedisSettings settings = EmbeddedRedisSettings.at(directory);
        EmbeddedRedis.start(settings).close();
        Path program = program();
        Object made = Files.getLastModifiedTime(program);
        EmbeddedRedis.start(settings).close();
        assertThat(program()).isEqualTo(program);
        assertThat(Files.getLastModifiedTime(program)).isEqualTo(made);
    }

    private Path program() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("binaries"))) {
            return files.filter(file -> file.endsWith("bin/redis-server"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static boolean says(Path file, String word) {
        try {
            return Files.isRegularFile(file)
                    && Files.size(file) < 1_000_000
                    && Files.readString(file, StandardCharsets.ISO_8859_1).contains(word);
        } catch (IOException gone) {
            return false;
        }
    }
}

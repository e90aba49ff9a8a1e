// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import ca.openpolicy.embedded.EmbeddedEngineException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.util.JedisClusterCRC16;

class EmbeddedRedisClusterTest {
    private static final int KEYS = 300;

    @TempDir
    Path directory;

    @AfterEach
    void kill_what_a_failed_test_left() throws IOException {
        running().forEach(ProcessHandle::destroyForcibly);
        await().until(() -> running().isEmpty());
    }

    @Test
    void keys_of_all_nodes_are_served_and_stay_from_one_start_to_the_next_on_other_ports() throws IOException {
        try (EmbeddedRedisCluster first = EmbeddedRedisCluster.start(here());
                RedisClusterClient client = client(first)) {
            keys().forEach(key -> client.set(key, key));
            assertThat(keys().map(key -> JedisClusterCRC16.getSlot(key) * 3 / 16_384)
                            .distinct())
                    .containsExactlyInAnyOrder(0, 1, 2);
            assertThat(first.ports()).doesNotHaveDuplicates();
        }
        assertThat(running()).isEmpty();
        try (EmbeddedRedisCluster second = EmbeddedRedisCluster.start(here());
                RedisClusterClient client = client(second)) {
            assertThat(keys()).allSatisfy(key -> assertThat(client.get(key)).isEqualTo(key));
            assertThat(second.recoveredOrphans()).isEmpty();
        }
    }

    @Test
    void the_keys_of_a_killed_node_come_back_with_it_and_the_others_are_served_meanwhile() {
        EmbeddedRedisCluster cluster = EmbeddedRedisCluster.start(EmbeddedRedisSettings.temporary());
        try (cluster;
                RedisClusterClient client = client(cluster)) {
            keys().forEach(key -> client.set(key, key));
            List<Integer> ports = cluster.ports();
            cluster.kill(1);
            cluster.kill(1);
            String lost = keyOf(1);
            String kept = keyOf(2);
            assertThat(client.get(kept)).isEqualTo(kept);
            assertThatExceptionOfType(JedisException.class).isThrownBy(() -> client.get(lost));
            cluster.restart(1);
            assertThat(cluster.ports()).isEqualTo(ports);
            assertThat(client.get(lost)).isEqualTo(lost);
            assertThat(client.get(kept)).isEqualTo(kept);
        }
        assertThat(cluster.dataDirectory()).doesNotExist();
        assertThat(cluster.pids())
                .allSatisfy(pid -> assertThat(ProcessHandle.of(pid)).isEmpty());
    }

    @Test
    void the_nodes_of_a_killed_process_are_stopped_by_the_next_start() throws IOException {
        List<Long> orphans;
        try (ChildJvm owner = ChildJvm.start(RedisOwner.class, directory.toString(), "cluster")) {
            orphans = Stream.generate(owner::saysNumber).limit(3).toList();
        }
        assertThat(running()).extracting(ProcessHandle::pid).containsExactlyInAnyOrderElementsOf(orphans);
        try (EmbeddedRedisCluster next = EmbeddedRedisCluster.start(here())) {
            assertThat(next.recoveredOrphans()).containsExactlyElementsOf(orphans);
            assertThat(running()).extracting(ProcessHandle::pid).containsExactlyInAnyOrderElementsOf(next.pids());
            refused(here(), Reason.DIRECTORY_IN_USE);
        }
    }

    @Test
    void a_taken_port_of_any_node_is_refused_and_nothing_is_left() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            refused(here().withPort(taken.getLocalPort() - 10_000), Reason.PORT_IN_USE);
        }
        assertThat(running()).isEmpty();
    }

    private static void refused(EmbeddedRedisSettings settings, Reason reason) {
        assertThatExceptionOfType(EmbeddedEngineException.class)
                .isThrownBy(() -> EmbeddedRedisCluster.start(settings).close())
                .extracting(EmbeddedEngineException::reason)
                .isEqualTo(reason);
    }

    private static Stream<String> keys() {
        return IntStream.range(0, KEYS).mapToObj(number -> "bill-" + number);
    }

    private static String keyOf(int node) {
        return keys().filter(key -> JedisClusterCRC16.getSlot(key) * 3 / 16_384 == node)
                .findFirst()
                .orElseThrow();
    }

    private static RedisClusterClient client(EmbeddedRedisCluster cluster) {
        return RedisClusterClient.builder()
                .nodes(Set.of(new HostAndPort("127.0.0.1", cluster.ports().get(0))))
                .clientConfig(Keys.configuration(cluster.password()))
                .maxAttempts(5)
                .maxTotalRetriesDuration(Duration.ofSeconds(5))
                .build();
    }

    private EmbeddedRedisSettings here() {
        return EmbeddedRedisSettings.at(directory);
    }

    private List<ProcessHandle> running() throws IOException {
        Path real = directory.toRealPath();
        return IntStream.range(0, 3)
                .mapToObj(number -> RedisProcess.runningOn(EmbeddedRedisCluster.home(real, number)))
                .flatMap(List::stream)
                .toList();
    }
}

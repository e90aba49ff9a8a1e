// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock("brokers")
class EmbeddedKafkaTest {
    @TempDir
    Path directory;

    @Test
    void a_temporary_broker_takes_and_gives_records_and_leaves_nothing_behind() {
        EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafkaSettings.temporary());
        try (kafka) {
            Records.makeTopic(kafka);
            Records.put(kafka, "C-11", "C-12");
            assertThat(Records.all(kafka)).containsExactly("C-11", "C-12");
            assertThat(kafka.recoveredOrphan()).isEmpty();
        }
        kafka.close();
        assertThat(kafka.dataDirectory()).doesNotExist();
        assertThat(ProcessHandle.of(kafka.pid())).isEmpty();
    }

    @Test
    void records_and_settings_stay_from_one_start_to_the_next_and_little_is_logged() throws IOException {
        EmbeddedKafkaSettings settings = EmbeddedKafkaSettings.at(directory.resolve("new/100% data"))
                .withHeapMebibytes(200)
                .withBrokerSettings(Map.of("num.partitions", "7"));
        try (EmbeddedKafka first = EmbeddedKafka.start(settings)) {
            Records.makeTopic(first);
            Records.put(first, "C-11");
            assertThat(ProcessHandle.of(first.pid()).orElseThrow().info().arguments())
                    .hasValueSatisfying(arguments -> assertThat(arguments).contains("-Xmx200m"));
        }
        try (EmbeddedKafka second = EmbeddedKafka.start(settings)) {
            Records.put(second, "C-12");
            assertThat(Records.all(second)).containsExactly("C-11", "C-12");
            assertThat(second.recoveredOrphan()).isEmpty();
            assertThat(second.dataDirectory().resolve("kafka.properties"))
                    .content()
                    .contains("num.partitions=7");
            assertThat(Files.size(second.dataDirectory().resolve("kafka.out"))).isLessThan(4_000);
            assertThat(Files.size(second.dataDirectory().resolve("kafka.0.log")))
                    .isLessThan(4_000);
        }
    }

    @Test
    void a_killed_broker_comes_back_on_its_port_with_its_records() {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafkaSettings.temporary())) {
            Records.makeTopic(kafka);
            Records.put(kafka, "C-11");
            String before = kafka.bootstrapServers();
            long killed = kafka.pid();
            kafka.kill();
            kafka.kill();
            assertThat(ProcessHandle.of(killed)).isEmpty();
            kafka.restart();
            assertThat(kafka.bootstrapServers()).isEqualTo(before);
            assertThat(kafka.pid()).isNotEqualTo(killed);
            Records.put(kafka, "C-12");
            kafka.restart();
            assertThat(Records.all(kafka)).containsExactly("C-11", "C-12");
        }
    }
}

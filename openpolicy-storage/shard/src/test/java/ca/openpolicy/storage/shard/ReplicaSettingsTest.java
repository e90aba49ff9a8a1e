// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.openpolicy.core.MisconfiguredException;
import java.sql.Connection;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class ReplicaSettingsTest {
    @Test
    void without_replicas_nobody_is_asked_anything() {
        PGSimpleDataSource untouched = new PGSimpleDataSource() {
            @Override
            public Connection getConnection() {
                throw new AssertionError("nobody asked for a connection");
            }
        };
        try (Shards shards =
                Shards.open(ShardMap.of(Shard.at("a", untouched)), ShardSettings.defaults(), Databases.AMBIENT)) {
            assertThat(shards.replicas()).isEmpty();
        }
    }

    @Test
    void settings_list_all_faults_at_once() {
        assertThatThrownBy(() -> new ReplicaSettings(Duration.ZERO, -1, Duration.ofMillis(-1), Duration.ofDays(2)))
                .isInstanceOfSatisfying(
                        MisconfiguredException.class,
                        e -> assertThat(e.faults()).hasSize(5));
        assertThat(ReplicaSettings.defaults()
                        .withMaxLag(Duration.ofSeconds(2))
                        .withMaxLagBytes(3)
                        .withPatience(Duration.ofSeconds(4))
                        .withInterval(Duration.ofSeconds(1)))
                .isEqualTo(new ReplicaSettings(Duration.ofSeconds(2), 3, Duration.ofSeconds(4), Duration.ofSeconds(1)));
    }
}

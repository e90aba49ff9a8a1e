// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.openpolicy.core.MisconfiguredException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingsTest {
    @Test
    void shard_settings_list_all_faults_at_once() {
        assertThatThrownBy(() -> new ShardSettings(
                        Duration.ZERO,
                        Duration.ofDays(2),
                        Duration.ofMillis(-1),
                        Optional.empty(),
                        0,
                        Duration.ZERO,
                        "No Schema",
                        BreakerSettings.defaults(),
                        ReplicaSettings.defaults(),
                        Optional.empty()))
                .isInstanceOfSatisfying(
                        MisconfiguredException.class,
                        e -> assertThat(e.faults()).hasSize(6));
    }

    @Test
    void pool_settings_list_all_faults_at_once() {
        assertThatThrownBy(() -> new PoolSettings(0, Duration.ZERO, Duration.ZERO, Duration.ofMillis(1), " "))
                .isInstanceOfSatisfying(
                        MisconfiguredException.class,
                        e -> assertThat(e.faults()).hasSize(5));
    }

    @Test
    void a_cursor_key_shows_nothing_of_its_secret() {
        byte[] secret = new byte[32];
        Arrays.fill(secret, (byte) 'x');

        String shown =
                ShardSettings.defaults().withCursorKey(CursorKey.of(secret)).toString();

        assertThat(shown).contains("CursorKey[hidden]").doesNotContain("xx").doesNotContain("120");
        assertThatThrownBy(() -> CursorKey.of(new byte[31])).isInstanceOf(MisconfiguredException.class);
    }

    @Test
    void each_with_method_changes_one_setting() {
        ShardSettings changed = ShardSettings.defaults()
                .withDeadline(Duration.ofSeconds(3))
                .withBulkDeadline(Duration.ofSeconds(4))
                .withGrace(Duration.ofSeconds(5))
                .withMaxConcurrentScatter(6)
                .withRetryAfter(Duration.ofSeconds(7))
                .withSchema("other")
                .withBreaker(BreakerSettings.defaults().withFailures(8))
                .withReplicas(ReplicaSettings.defaults().withMaxLagBytes(9));

        assertThat(changed)
                .isEqualTo(new ShardSettings(
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(5),
                        Optional.empty(),
                        6,
                        Duration.ofSeconds(7),
                        "other",
                        BreakerSettings.defaults().withFailures(8),
                        ReplicaSettings.defaults().withMaxLagBytes(9),
                        Optional.empty()));
    }
}

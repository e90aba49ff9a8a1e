// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ca.openpolicy.core.MisconfiguredException;
import ca.openpolicy.server.Settings.Origin;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
    private static final Setting<Long> COUNT = Setting.number("some.count", 5, 1, 10, "How many.");
    private static final Setting<Duration> WAIT =
            Setting.duration("some.wait", "3s", Duration.ofMillis(1), Duration.ofHours(1), "How long.");
    private static final List<Setting<?>> ALL = List.of(COUNT, WAIT);

    @Test
    void what_is_not_given_has_its_default() {
        Settings settings = Settings.read(ALL, List.of());
        assertThat(settings.number(COUNT)).isEqualTo(5);
        assertThat(settings.get(WAIT)).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void a_later_origin_wins_and_an_empty_value_is_not_given() {
        Settings settings = Settings.read(
                ALL,
                List.of(
                        new Origin(Map.of("some.count", "7", "some.wait", "2m"), "in a file"),
                        new Origin(Map.of("some.count", "8", "some.wait", " "), "in the environment")));
        assertThat(settings.number(COUNT)).isEqualTo(8);
        assertThat(settings.get(WAIT)).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void all_faults_are_told_at_once_with_where_they_come_from() {
        Origin file = new Origin(Map.of("some.count", "11", "some.wait", "soon", "some.thing", "x"), "in a file");
        assertThatExceptionOfType(MisconfiguredException.class)
                .isThrownBy(() -> Settings.read(ALL, List.of(file)))
                .satisfies(e -> assertThat(e.faults())
                        .containsExactly(
                                "some.count is '11', must be a whole number from 1 to 10 (in a file)",
                                "some.wait is 'soon', must be a time such as 500ms, 30s, 5m or 2h, from 1ms to 1h"
                                        + " (in a file)",
                                "there is no setting some.thing (in a file)"));
    }

    @Test
    void times_are_read_in_every_unit() {
        assertThat(List.of("250ms", "2s", "3m", "1h", "PT5S"))
                .map(text -> WAIT.reader().apply(text))
                .containsExactly(
                        Duration.ofMillis(250),
                        Duration.ofSeconds(2),
                        Duration.ofMinutes(3),
                        Duration.ofHours(1),
                        Duration.ofSeconds(5));
    }

    @Test
    void a_setting_has_a_name_in_the_environment() {
        assertThat(Setting.number("server.max-body-bytes", 1, 1, 1, "").variable())
                .isEqualTo("OPENPOLICY_SERVER_MAX_BODY_BYTES");
    }
}

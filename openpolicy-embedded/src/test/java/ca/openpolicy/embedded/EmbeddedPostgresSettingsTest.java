// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedPostgresSettingsTest {
    private static final EmbeddedPostgresSettings LASTING = EmbeddedPostgresSettings.at(Path.of("data"));

    @Test
    void data_that_stay_are_durable() {
        assertThat(LASTING.durable()).isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LASTING.withDurability(false))
                .withMessageContaining("temporary");
    }

    @Test
    void a_directory_does_not_depend_on_where_one_is() {
        assertThat(LASTING.dataDirectory())
                .hasValueSatisfying(data -> assertThat(data).isAbsolute());
    }

    @Test
    void numbers_and_times_have_bounds() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LASTING.withPort(65_536))
                .withMessageContaining("port");
        assertThatIllegalArgumentException().isThrownBy(() -> LASTING.withPort(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> LASTING.withMaxConnections(0));
        assertThatIllegalArgumentException().isThrownBy(() -> LASTING.withSharedBuffersMebibytes(0));
        Duration second = Duration.ofSeconds(1);
        assertThatIllegalArgumentException().isThrownBy(() -> LASTING.withTimeouts(Duration.ZERO, second));
        assertThatIllegalArgumentException().isThrownBy(() -> LASTING.withTimeouts(second, Duration.ofDays(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"port", "fsync", "listen_addresses", "Work Mem", "a=b", ""})
    void settings_of_the_server_that_are_not_free_are_refused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> LASTING.withServerSettings(Map.of(name, "x")));
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.openpolicy.core.MisconfiguredException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class IntakeSettingsTest {
    @Test
    void all_wrong_bounds_are_refused_at_once() {
        assertThatThrownBy(() -> new IntakeSettings(0, 0, 0, 0, 10_001, 0, Duration.ZERO))
                .isInstanceOfSatisfying(
                        MisconfiguredException.class,
                        thrown -> assertThat(thrown.faults())
                                .hasSize(7)
                                .anyMatch(fault -> fault.startsWith("maxNotices is 10001")));
    }
}

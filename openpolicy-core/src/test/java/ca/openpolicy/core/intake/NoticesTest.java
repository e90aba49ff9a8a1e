// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import static org.assertj.core.api.Assertions.assertThat;

import ca.openpolicy.core.Run;
import org.junit.jupiter.api.Test;

class NoticesTest {
    @Test
    void refusals_are_kept_before_warnings_and_all_are_counted() {
        Notices notices = new Notices(3);
        for (int line = 1; line <= 5; line++) {
            notices.warn("odd", new Place("a", line), "odd");
        }
        notices.reject("bad", new Place("b", 1), "bad");

        assertThat(notices.kept()).extracting(Run.Notice::code).containsExactly("odd", "odd", "bad");
        assertThat(notices.warnings()).isEqualTo(5);
        assertThat(notices.rejected()).isEqualTo(1);
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class PreconditionTest {
    private static final String SEVEN = "\"v7.abc\"";

    @Test
    void the_version_in_any_of_the_tags_counts() {
        assertThat(new Precondition(SEVEN).check(7, false)).isEqualTo(7);
        assertThat(new Precondition("\"v6.x\", " + SEVEN).check(7, false)).isEqualTo(7);
        assertThat(new Precondition("*").check(7, false)).isEqualTo(7);
    }

    @Test
    void another_version_a_weak_tag_or_none_of_ours_fails() {
        assertFails(() -> new Precondition(SEVEN).check(8, false));
        assertFails(() -> new Precondition("W/" + SEVEN).check(7, false));
        assertFails(() -> new Precondition("\"other\"").check(7, false));
    }

    @Test
    void where_the_archive_knows_what_was_done_before_it_is_asked_with_the_version_that_was_seen() {
        assertThat(new Precondition(SEVEN).check(8, true)).isEqualTo(7);
        assertFails(() -> new Precondition("\"v5.x\", \"v6.x\"").check(8, true));
    }

    private static void assertFails(ThrowingCallable check) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(check)
                .satisfies(e -> assertThat(e.problem().type()).isEqualTo(ProblemType.PRECONDITION_FAILED));
    }
}

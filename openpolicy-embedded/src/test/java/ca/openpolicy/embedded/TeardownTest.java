// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TeardownTest {
    private final List<String> undone = new ArrayList<>();
    private final Teardown teardown = new Teardown();

    @Test
    void undoes_the_last_first_and_once() {
        teardown.add(() -> undone.add("first"));
        teardown.add(() -> undone.add("last"));
        teardown.close();
        teardown.close();
        assertThat(undone).containsExactly("last", "first");
    }

    @Test
    void one_failure_does_not_keep_the_rest_from_being_undone() {
        teardown.add(() -> undone.add("first"));
        teardown.add(() -> {
            throw new IllegalStateException("stuck");
        });
        assertThatIllegalStateException().isThrownBy(teardown::close).withMessage("stuck");
        assertThat(undone).containsExactly("first");
    }

    @Test
    void what_comes_too_late_is_undone_at_once() {
        teardown.close();
        assertThatExceptionOfType(EmbeddedEngineException.class)
                .isThrownBy(() -> teardown.add(() -> undone.add("late")));
        assertThat(undone).containsExactly("late");
    }
}

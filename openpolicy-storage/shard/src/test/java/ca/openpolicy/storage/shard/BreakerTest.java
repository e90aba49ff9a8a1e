// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.openpolicy.core.MisconfiguredException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BreakerTest {
    private final SQLException silence = new SQLException("no answer", "08006");
    private final SQLException refusal = new SQLException("no such table", "42P01");
    private static final BreakerSettings SETTINGS = new BreakerSettings(3, Duration.ofSeconds(1));

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 10);
    private final Breaker breaker = new Breaker(SETTINGS, Duration.ofSeconds(10), now::get);

    @Test
    void opens_after_some_silences_in_a_row_and_says_why() {
        fail(silence, 2);
        assertThat(breaker.isOpen()).isFalse();
        fail(silence, 1);
        assertThat(breaker.isOpen()).isTrue();
        assertThat(breaker.admission()).isEmpty();
        assertThat(breaker.refusal()).containsSame(silence);
        assertThat(breaker.rest()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void an_answer_between_two_silences_begins_the_count_anew_be_it_a_refusal() {
        fail(silence, 2);
        breaker.answered(breaker.era());
        fail(silence, 2);
        fail(refusal, 1);
        fail(silence, 2);
        assertThat(breaker.isOpen()).isFalse();
    }

    @Test
    void what_says_nothing_of_the_database_changes_nothing() {
        fail(silence, 2);
        breaker.failed(breaker.era(), new IllegalStateException("the work itself"), false);
        breaker.failed(breaker.era(), new IllegalStateException("of another shard", silence), false);
        breaker.failed(breaker.era(), new SQLException("interrupted"), true);
        fail(silence, 1);
        assertThat(breaker.isOpen()).isTrue();
    }

    @Test
    void a_silence_is_seen_beneath_what_a_library_made_of_it() {
        for (String state : new String[] {"08001", "08006", "57P01", "57P03"}) {
            Breaker one = new Breaker(SETTINGS.withFailures(1), Duration.ofSeconds(1), now::get);
            one.failed(0, new IllegalStateException(new RuntimeException(new SQLException("gone", state))), true);
            assertThat(one.isOpen()).as(state).isTrue();
        }
        Breaker exhausted = new Breaker(SETTINGS.withFailures(1), Duration.ofSeconds(1), now::get);
        exhausted.failed(0, new SQLTransientConnectionException("no connection in time"), true);
        assertThat(exhausted.isOpen()).isTrue();
        Breaker slow = new Breaker(SETTINGS.withFailures(1), Duration.ofSeconds(1), now::get);
        slow.failed(0, new SQLException("statement timeout", "57014"), false);
        assertThat(slow.isOpen()).isFalse();
    }

    @Test
    void one_probe_at_a_time_decides_whether_it_closes() {
        fail(silence, 3);
        assertThat(breaker.probeDue()).isFalse();
        pass(Duration.ofSeconds(1));
        assertThat(breaker.probeDue()).isTrue();
        assertThat(breaker.probeDue()).isFalse();
        breaker.silent(breaker.era(), silence);
        assertThat(breaker.probeDue()).isFalse();
        pass(Duration.ofSeconds(1));
        assertThat(breaker.probeDue()).isTrue();
        breaker.answered(breaker.era());
        assertThat(breaker.isOpen()).isFalse();
        assertThat(breaker.admission()).isPresent();
    }

    @Test
    void a_probe_that_never_ends_is_given_up() {
        fail(silence, 3);
        pass(Duration.ofSeconds(1));
        assertThat(breaker.probeDue()).isTrue();
        pass(Duration.ofSeconds(9));
        assertThat(breaker.probeDue()).isFalse();
        pass(Duration.ofSeconds(1));
        assertThat(breaker.probeDue()).isTrue();
    }

    @Test
    void what_began_before_it_opened_or_closed_is_not_counted_any_more() {
        long before = breaker.era();
        fail(silence, 3);
        breaker.answered(before);
        assertThat(breaker.isOpen()).isTrue();
        pass(Duration.ofSeconds(1));
        assertThat(breaker.probeDue()).isTrue();
        breaker.answered(breaker.era());
        for (int i = 0; i < 3; i++) {
            breaker.failed(before, silence, true);
        }
        assertThat(breaker.isOpen()).isFalse();
    }

    @Test
    void settings_list_all_faults_at_once() {
        assertThatThrownBy(() -> new BreakerSettings(0, Duration.ZERO))
                .isInstanceOfSatisfying(
                        MisconfiguredException.class,
                        e -> assertThat(e.faults()).hasSize(2));
        assertThat(BreakerSettings.defaults().withFailures(3).withOpen(Duration.ofSeconds(1)))
                .isEqualTo(SETTINGS);
    }

    private void fail(SQLException failure, int times) {
        for (int i = 0; i < times; i++) {
            breaker.failed(breaker.era(), failure, true);
        }
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ca.openpolicy.core.Ambient;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What every log does with barriers. */
public abstract class EventBarrierContract {
    private static final EventSource SOURCE = EventSource.named("contract", Ambient.system());

    /**
     * The log to be tested, which is empty.
     *
     * @return the same one during a test
     */
    protected abstract EventLog log();

    /**
     * A connection to its database, of which each statement is a transaction by itself.
     *
     * @return one that the test closes
     * @throws SQLException if there is none
     */
    protected abstract Connection connect() throws SQLException;

    @Test
    void nobody_reads_past_a_barrier_until_it_is_released() throws SQLException {
        append("before");
        hold("move");
        append("after");

        assertThat(readable()).containsExactly("before");
        assertThat(readableBack()).containsExactly("before");
        release("move");
        assertThat(readable()).containsExactly("before", "after");
        assertThat(readableBack()).containsExactly("after", "before");
    }

    @Test
    void a_barrier_comes_down_when_its_transaction_is_committed() throws SQLException {
        try (Connection mover = begin()) {
            log().hold(mover, "move");
            append("early");
            assertThat(readable()).containsExactly("early");
            mover.commit();
        }
        append("late");
        assertThat(readable()).isEmpty();
        release("move");
        assertThat(readable()).containsExactly("early", "late");
    }

    @Test
    void a_barrier_that_is_rolled_back_holds_nobody() throws SQLException {
        try (Connection mover = begin()) {
            log().hold(mover, "move");
            mover.rollback();
        }
        append("a");
        assertThat(readable()).containsExactly("a");
    }

    @Test
    void what_the_transaction_itself_tells_is_held_whenever_it_tells_it() throws SQLException {
        append("before");
        try (Connection mover = begin()) {
            log().append(mover, event("first"));
            append("between");
            log().hold(mover, "move");
            log().append(mover, event("second"));
            mover.commit();
        }
        assertThat(readable()).containsExactly("before");
        release("move");
        assertThat(readable()).containsExactly("before", "first", "between", "second");
    }

    @Test
    void what_others_were_writing_when_it_came_down_is_never_skipped() throws SQLException {
        try (Connection slow = begin()) {
            log().append(slow, event("slow"));
            hold("move");
            append("after");
            assertThat(readable()).isEmpty();
            slow.commit();
        }
        assertThat(readable()).containsExactly("slow");
        release("move");
        assertThat(readable()).containsExactly("slow", "after");
    }

    @Test
    void the_lowest_of_several_barriers_counts() throws SQLException {
        append("a");
        hold("first");
        append("b");
        hold("second");
        append("c");

        assertThat(readable()).containsExactly("a");
        release("first");
        assertThat(readable()).containsExactly("a", "b");
        release("second");
        assertThat(readable()).containsExactly("a", "b", "c");
    }

    @Test
    void to_hold_and_to_release_again_changes_nothing() throws SQLException {
        append("a");
        hold("move");
        append("b");
        hold("move");
        assertThat(readable()).containsExactly("a");
        release("move");
        release("move");
        release("never");
        assertThat(readable()).containsExactly("a", "b");
    }

    @Test
    void there_is_no_barrier_without_a_transaction() throws SQLException {
        try (Connection connection = connect()) {
            assertThatIllegalStateException().isThrownBy(() -> log().hold(connection, "move"));
        }
        append("a");
        assertThat(readable()).containsExactly("a");
    }

    @Test
    void the_last_position_counts_what_is_still_being_written() throws SQLException {
        try (Connection connection = connect()) {
            assertThat(log().last(connection)).isZero();
            append("a");
            long one = log().last(connection);
            assertThat(one).isEqualTo(log().end(connection)).isPositive();
            try (Connection slow = begin()) {
                log().append(slow, event("slow"));
                assertThat(log().last(connection)).isGreaterThan(one);
                assertThat(log().end(connection)).isEqualTo(one);
                slow.rollback();
            }
            assertThat(log().last(connection)).isGreaterThan(one);
        }
    }

    @Test
    void who_is_still_writing_is_behind() throws SQLException {
        try (Connection connection = connect();
                Connection slow = begin()) {
            append("a");
            assertThat(behind(connection)).isEmpty();
            log().append(slow, event("slow"));
            long before = log().last(connection) - 1;
            assertThat(behind(connection))
                    .singleElement()
                    .satisfies(each -> assertThat(each.kind()).isEqualTo(Laggard.Kind.WRITER));
            assertThat(log().behind(connection, before, slot -> true)).isEmpty();
            slow.commit();
            assertThat(behind(connection)).isEmpty();
        }
    }

    /** A model says what can be read after each of many steps. */
    @Test
    void whatever_comes_down_and_goes_up_the_readers_see_the_model() throws SQLException {
        Random random = new Random(20_261_123);
        TreeMap<String, Integer> barriers = new TreeMap<>();
        int told = 0;
        for (int step = 0; step < 200; step++) {
            String name = "move-" + random.nextInt(3);
            switch (random.nextInt(4)) {
                case 0 -> {
                    hold(name);
                    barriers.putIfAbsent(name, told);
                }
                case 1 -> {
                    release(name);
                    barriers.remove(name);
                }
                default -> {
                    append("e" + told);
                    told++;
                }
            }
            int bound =
                    barriers.values().stream().mapToInt(Integer::intValue).min().orElse(told);
            assertThat(readable()).as("after step " + step).hasSize(bound);
        }
    }

    private List<Laggard> behind(Connection connection) throws SQLException {
        return log().behind(connection, log().last(connection), slot -> true);
    }

    private Connection begin() throws SQLException {
        Connection connection = connect();
        connection.setAutoCommit(false);
        return connection;
    }

    private void hold(String barrier) throws SQLException {
        try (Connection connection = begin()) {
            log().hold(connection, barrier);
            connection.commit();
        }
    }

    private void release(String barrier) throws SQLException {
        try (Connection connection = connect()) {
            log().release(connection, barrier);
        }
    }

    private void append(String aggregate) throws SQLException {
        try (Connection connection = connect()) {
            log().append(connection, event(aggregate));
        }
    }

    private static Event event(String aggregate) {
        return SOURCE.event("thing.changed", new Aggregate("thing", aggregate, 1), "{}");
    }

    private List<String> readable() throws SQLException {
        try (Connection connection = connect()) {
            return names(log().read(connection, 0, 1_000).events());
        }
    }

    private List<String> readableBack() throws SQLException {
        try (Connection connection = connect()) {
            return names(log().readBack(connection, Long.MAX_VALUE, 1_000));
        }
    }

    private static List<String> names(List<Recorded> events) {
        return events.stream().map(each -> each.event().aggregate().id()).toList();
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** One import at a time, whatever process it is in; one that died stands in nobody's way for long. */
@Execution(ExecutionMode.SAME_THREAD)
public abstract class RunsContract {
    /**
     * The archive to be tested, which no other test uses at the same time.
     *
     * @return an open archive whose leases outlast a test
     */
    protected abstract Archive archive();

    /**
     * The same archive, opened so that a run that begins through it is taken for dead after a moment.
     *
     * @return an open archive on the same rows
     */
    protected abstract Archive withShortLease();

    /**
     * Asks again and again until something holds.
     *
     * @param condition what must come to hold
     */
    protected abstract void await(Callable<Boolean> condition);

    @AfterEach
    final void closeAll() {
        runs().closeAbandoned();
    }

    @Test
    void while_one_run_goes_on_another_is_refused_and_told_which() {
        Run first = runs().start("first");

        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> runs().start("second"))
                .withMessageContaining("first")
                .satisfies(conflict ->
                        assertThat(conflict.key()).isEqualTo(first.id().toString()));
        runs().renew(first.id());
        assertThat(runs().closeSilent()).isZero();
        end(first);
        end(runs().start("second"));
    }

    @Test
    void of_many_that_begin_at_once_one_may() throws Exception {
        List<Callable<Boolean>> begin = IntStream.range(0, 8)
                .mapToObj(n -> (Callable<Boolean>) () -> starts("source " + n).isPresent())
                .toList();
        List<Boolean> may = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> each : threads.invokeAll(begin)) {
                may.add(each.get());
            }
        }
        assertThat(may).containsOnlyOnce(true);
    }

    @Test
    void a_silent_run_is_closed_when_another_begins_and_cannot_go_on() {
        Run dead = withShortLease().runs().start("dead");
        List<Run> next = new ArrayList<>();
        await(() -> {
            starts("next").ifPresent(next::add);
            return !next.isEmpty();
        });

        assertThat(state(dead)).isEqualTo(Run.State.INTERRUPTED);
        assertThat(state(next.getFirst())).isEqualTo(Run.State.RUNNING);
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> runs().renew(dead.id()))
                .withMessageContaining("next");
        end(dead);
        assertThat(starts("third")).isEmpty();
    }

    @Test
    void anybody_may_close_a_silent_run() {
        Run dead = withShortLease().runs().start("dead");
        await(() -> runs().closeSilent() == 1);

        assertThat(state(dead)).isEqualTo(Run.State.INTERRUPTED);
    }

    @Test
    void a_run_that_says_that_it_goes_on_is_not_silent() {
        Run run = withShortLease().runs().start("run");
        runs().renew(run.id());

        assertThat(runs().closeSilent()).isZero();
        assertThat(starts("other")).isEmpty();
    }

    @Test
    void who_is_sure_that_nobody_is_at_work_need_not_wait() {
        Run dead = runs().start("dead");

        assertThat(runs().closeAbandoned()).isEqualTo(1);
        assertThat(state(dead)).isEqualTo(Run.State.INTERRUPTED);
        assertThat(starts("next")).isPresent();
    }

    private Optional<Run> starts(String source) {
        try {
            return Optional.of(runs().start(source));
        } catch (ConflictException refused) {
            return Optional.empty();
        }
    }

    private void end(Run run) {
        runs().save(
                        new Run(
                                run.id(),
                                run.source(),
                                Run.State.SUCCEEDED,
                                run.started(),
                                Optional.of(run.started()),
                                Run.Counts.NONE),
                        List.of());
    }

    private Run.State state(Run run) {
        return runs().find(run.id()).orElseThrow().state();
    }

    private Runs runs() {
        return archive().runs();
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ca.openpolicy.core.Operations.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every archive keeps of requests that may be repeated. */
public abstract class OperationsContract {
    private static final Digest REQUEST = new Digest("0".repeat(32));
    private static final Digest OTHER = new Digest("1".repeat(32));
    private static final StoredAnswer ANSWER = StoredAnswer.of(
            201, Map.of("ETag", "\"v1\"", "Location", "/a"), "{\"a\": \"\u00e9\"}".getBytes(StandardCharsets.UTF_8));

    private final ContractWords words = ContractWords.fresh();
    private final String caller = "caller " + words.jurisdiction();

    /**
     * The archive to be tested; other tests may use it at the same time.
     *
     * @return an open archive whose leases and keys outlast a test
     */
    protected abstract Archive archive();

    /**
     * The same archive, opened so that whoever claims through it is taken for dead after a moment.
     *
     * @return an open archive on the same rows
     */
    protected abstract Archive withShortLease();

    /**
     * The same archive, opened so that a key that is claimed through it is forgotten after a moment.
     *
     * @return an open archive on the same rows
     */
    protected abstract Archive withShortMemory();

    /**
     * Asks again and again until something holds.
     *
     * @param condition what must come to hold
     */
    protected abstract void await(Callable<Boolean> condition);

    @Test
    void a_key_is_new_once_then_running_then_done() {
        EntityId operation = claimed(archive(), "k");

        assertThat(operations().claim(caller, "k", REQUEST)).isEqualTo(new Outcome.Running());
        assertThat(operations().complete(operation, ANSWER)).isEqualTo(ANSWER);
        assertThat(operations().claim(caller, "k", REQUEST)).isEqualTo(new Outcome.Done(ANSWER));
        assertThat(operations().claim(caller, "k", REQUEST)).isEqualTo(new Outcome.Done(ANSWER));
    }

    @Test
    void a_key_stands_for_one_request_while_it_runs_and_when_it_is_done() {
        EntityId operation = claimed(archive(), "k");

        assertThat(operations().claim(caller, "k", OTHER)).isEqualTo(new Outcome.Mismatch());
        operations().complete(operation, ANSWER);
        assertThat(operations().claim(caller, "k", OTHER)).isEqualTo(new Outcome.Mismatch());
    }

    @Test
    void the_same_key_of_another_caller_is_another_key() {
        EntityId mine = claimed(archive(), "k");
        operations().complete(mine, ANSWER);

        assertThat(operations().claim(caller + "2", "k", OTHER)).isInstanceOf(Outcome.New.class);
        assertThat(operations().claim(caller, "2k", OTHER)).isInstanceOf(Outcome.New.class);
    }

    @Test
    void of_many_claims_at_once_exactly_one_is_new() throws Exception {
        for (int i = 0; i < 20; i++) {
            String key = "k" + i;
            List<Outcome> outcomes = atOnce(8, unused -> operations().claim(caller, key, REQUEST));
            assertThat(outcomes).filteredOn(Outcome.New.class::isInstance).hasSize(1);
            assertThat(outcomes).filteredOn(Outcome.Running.class::isInstance).hasSize(7);
        }
    }

    @Test
    void the_claim_of_a_dead_holder_is_claimed_again_as_the_same_operation_by_one() throws Exception {
        EntityId operation = claimed(withShortLease(), "k");
        List<Outcome> later = new ArrayList<>();
        await(() -> {
            List<Outcome> outcomes = atOnce(4, unused -> operations().claim(caller, "k", REQUEST));
            later.addAll(outcomes);
            return outcomes.contains(new Outcome.New(operation));
        });

        assertThat(later).filteredOn(Outcome.New.class::isInstance).containsExactly(new Outcome.New(operation));
        assertThat(operations().claim(caller, "k", OTHER)).isEqualTo(new Outcome.Mismatch());
    }

    @Test
    void a_claim_that_is_given_back_is_claimed_again_as_the_same_operation() {
        EntityId operation = claimed(archive(), "k");
        operations().release(operation);

        assertThat(operations().claim(caller, "k", REQUEST)).isEqualTo(new Outcome.New(operation));
        operations().complete(operation, ANSWER);
        operations().release(operation);
        assertThat(operations().claim(caller, "k", REQUEST)).isEqualTo(new Outcome.Done(ANSWER));
    }

    @Test
    void the_first_answer_stays() {
        EntityId operation = claimed(archive(), "k");
        operations().complete(operation, ANSWER);
        StoredAnswer late = StoredAnswer.of(409, Map.of(), new byte[0]);

        assertThat(operations().complete(operation, late)).isEqualTo(ANSWER);
        assertThat(operations().complete(new EntityId(operation.value() ^ 1), late))
                .isEqualTo(late);
        assertThat(operations().claim(caller, "k", REQUEST)).isEqualTo(new Outcome.Done(ANSWER));
    }

    @Test
    void an_expired_key_may_stand_for_another_request_as_another_operation() {
        EntityId first = claimed(withShortMemory(), "k");
        await(() -> operations().claim(caller, "k", OTHER) instanceof Outcome.New taken
                && !taken.operation().equals(first));

        assertThat(operations().claim(caller, "k", REQUEST)).isEqualTo(new Outcome.Mismatch());
    }

    @Test
    void an_expired_answer_is_not_told_any_more() {
        EntityId first = claimed(archive(), "k");
        withShortMemory().operations().complete(first, ANSWER);
        await(() -> operations().claim(caller, "k", REQUEST) instanceof Outcome.New taken
                && !taken.operation().equals(first));
    }

    @Test
    void a_sweep_forgets_what_has_expired_and_nothing_else() {
        EntityId stays = claimed(archive(), "stays");
        Operations forgetful = withShortMemory().operations();
        for (int i = 0; i < 5; i++) {
            EntityId each = claimed(withShortMemory(), "k" + i);
            withShortMemory()
                    .bills()
                    .create(words.bill(100 + i), Intent.of(Cause.PROGRAM).as(each));
        }
        await(() -> forgetful.sweep() == 0);

        assertThat(operations().claim(caller, "stays", REQUEST)).isEqualTo(new Outcome.Running());
        assertThat(operations().complete(stays, ANSWER)).isEqualTo(ANSWER);
    }

    @Test
    void callers_and_keys_are_bounded() {
        for (String wrong : List.of("", "x".repeat(Operations.MAX_KEY_LENGTH + 1), "a\nb", "a\0b")) {
            assertThatExceptionOfType(InvalidValueException.class)
                    .isThrownBy(() -> operations().claim(caller, wrong, REQUEST));
            assertThatExceptionOfType(InvalidValueException.class)
                    .isThrownBy(() -> operations().claim(wrong, "k", REQUEST));
        }
        assertThat(operations().claim(caller, "\u00e9".repeat(Operations.MAX_KEY_LENGTH), REQUEST))
                .isInstanceOf(Outcome.New.class);
    }

    @Test
    void what_was_carried_out_is_not_done_again_and_is_answered_as_it_was_then() {
        Intent creation = Intent.of(Cause.user("ann")).as(claimed(archive(), "create"));
        Intent change = Intent.of(Cause.user("ann")).as(claimed(archive(), "change"));
        Bill created = archive().bills().create(words.bill(1), creation);
        Bill changed = archive().bills().update(created.with(BillStatus.DEFEATED), 1, change);
        Bill last = archive().bills().update(changed.with(BillStatus.ROYAL_ASSENT), 2);

        assertThat(archive().bills().create(words.bill(1), creation)).isEqualTo(created);
        assertThat(archive().bills().update(created.with(BillStatus.DEFEATED), 1, change))
                .isEqualTo(changed);
        assertThat(archive().bills().find(created.id())).contains(last);
        assertThat(archive().bills().history(created.id(), Long.MAX_VALUE)).hasSize(3);
    }

    @Test
    void an_operation_that_changed_nothing_is_answered_as_it_was_then() {
        Bill created = archive().bills().create(words.bill(2));
        Intent nothing = Intent.of(Cause.PROGRAM).as(claimed(archive(), "k"));

        assertThat(archive().bills().update(created, 1, nothing)).isEqualTo(created);
        archive().bills().update(created.with(BillStatus.DEFEATED), 1);
        assertThat(archive().bills().update(created, 1, nothing)).isEqualTo(created);
    }

    @Test
    void an_operation_that_was_refused_may_still_be_carried_out() {
        Bill created = archive().bills().create(words.bill(3));
        Intent intent = Intent.of(Cause.PROGRAM).as(claimed(archive(), "k"));

        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> archive().bills().update(created.with(BillStatus.DEFEATED), 7, intent));
        assertThat(archive()
                        .bills()
                        .update(created.with(BillStatus.DEFEATED), 1, intent)
                        .version())
                .isEqualTo(2);
    }

    @Test
    void many_holders_of_one_operation_have_one_effect_and_one_answer() throws Exception {
        Intent creation = Intent.of(Cause.PROGRAM).as(claimed(archive(), "create"));
        List<Bill> created = atOnce(6, unused -> archive().bills().create(words.bill(4), creation));
        assertThat(created).allMatch(created.getFirst()::equals);

        Bill first = created.getFirst();
        Intent change = Intent.of(Cause.PROGRAM).as(claimed(archive(), "change"));
        List<Bill> changed = atOnce(
                6,
                n -> archive()
                        .bills()
                        .update(first.with(n % 2 == 0 ? BillStatus.DEFEATED : BillStatus.ROYAL_ASSENT), 1, change));
        assertThat(changed).allMatch(changed.getFirst()::equals);
        assertThat(archive().bills().find(first.id())).contains(changed.getFirst());
        assertThat(archive().bills().history(first.id(), Long.MAX_VALUE)).hasSize(2);
    }

    private Operations operations() {
        return archive().operations();
    }

    private EntityId claimed(Archive by, String key) {
        Outcome outcome = by.operations().claim(caller, key, REQUEST);
        assertThat(outcome).isInstanceOf(Outcome.New.class);
        return ((Outcome.New) outcome).operation();
    }

    private static <T> List<T> atOnce(int times, IntFunction<T> work) throws Exception {
        List<Callable<T>> tasks = IntStream.range(0, times)
                .mapToObj(n -> (Callable<T>) () -> work.apply(n))
                .toList();
        List<T> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<T> each : threads.invokeAll(tasks)) {
                results.add(each.get());
            }
        }
        return results;
    }
}

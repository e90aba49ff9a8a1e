// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import static ca.openpolicy.core.ContractWords.sourced;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every archive keeps of what people do to bills, whatever imports and others do at the same time. */
public abstract class EditsContract {
    private static final Cause RUN = Cause.run(new EntityId(1));
    private static final List<BillStatus> STATUSES = List.of(BillStatus.values());
    private static final Cause ANN = Cause.user("ann");
    private static final Text BY_HAND = Text.of("By hand", "\u00c0 la main");

    private final ContractWords words = ContractWords.fresh();

    /**
     * The archive to be tested; other tests may use it at the same time.
     *
     * @return an open archive
     */
    protected abstract Archive archive();

    @Test
    void an_import_leaves_alone_what_a_person_wrote_and_brings_the_rest() throws InterruptedException {
        load(words.bill(1), 1);
        Bill edited = bills().update(find(1).with(BY_HAND), 1, ANN);
        Loaded second = load(
                words.bill(1).with(Text.english("By the source")).with(BillStatus.DEFEATED, Text.english("Defeated")),
                2);

        assertThat(edited.overrides()).containsExactly(BillField.TITLE);
        assertThat(second).isEqualTo(new Loaded(0, 1, 0));
        assertThat(find(1).title()).isEqualTo(BY_HAND);
        assertThat(find(1).status()).isEqualTo(BillStatus.DEFEATED);
        assertThat(find(1).statusText()).isEqualTo(Text.english("Defeated"));
        assertThat(find(1).overrides()).containsExactly(BillField.TITLE);
        assertThat(history(1)).extracting(BillChange::cause).containsExactly(RUN, ANN, RUN);
        assertThat(fields(history(1).getFirst())).containsExactly("status", "status_text");
        assertThat(fields(history(1).get(1))).containsExactly("title", "overrides");
    }

    @Test
    void a_status_by_hand_stands_alone_until_it_is_cleared() throws InterruptedException {
        load(words.bill(1), 1);
        bills().update(find(1).with(BillStatus.ROYAL_ASSENT), 1, ANN);
        load(words.bill(1).with(BillStatus.DEFEATED, Text.english("Defeated")), 2);

        assertThat(find(1).status()).isEqualTo(BillStatus.ROYAL_ASSENT);
        assertThat(find(1).statusText()).isEqualTo(Text.NONE);
        Bill cleared = bills().clear(find(1).id(), Set.of(BillField.STATUS), find(1).version(), ANN);
        assertThat(cleared.status()).isEqualTo(BillStatus.DEFEATED);
        assertThat(cleared.statusText()).isEqualTo(Text.english("Defeated"));
        assertThat(cleared.overrides()).isEmpty();
        assertThat(find(1)).isEqualTo(cleared);
    }

    @Test
    void an_import_that_says_something_new_beneath_an_override_alone_shows_nothing_new() throws InterruptedException {
        load(words.bill(1), 1);
        Bill edited = bills().update(find(1).with(BY_HAND), 1, ANN);
        Bill news = words.bill(1).with(Text.english("By the source"));

        assertThat(load(news, 2)).isEqualTo(new Loaded(0, 0, 1));
        assertThat(load(news, 2)).isEqualTo(new Loaded(0, 0, 1));
        assertThat(find(1)).isEqualTo(edited);
        assertThat(history(1)).hasSize(2);
        assertThat(said(edited).title()).isEqualTo(news.title());
        assertThat(bills().clear(edited.id(), Set.of(BillField.TITLE), 2, ANN).title())
                .isEqualTo(news.title());
    }

    @Test
    void the_same_import_again_changes_nothing_about_an_edited_bill() throws InterruptedException {
        load(words.bill(1), 1);
        Bill edited = bills().update(find(1).with(BY_HAND), 1, ANN);

        assertThat(load(words.bill(1), 1)).isEqualTo(new Loaded(0, 0, 1));
        assertThat(find(1)).isEqualTo(edited);
    }

    @Test
    void who_writes_what_the_sources_say_overrides_nothing_any_more() throws InterruptedException {
        load(words.bill(1), 1);
        Bill first = find(1);
        Bill edited = bills().update(first.with(BY_HAND).with(BillStatus.DEFEATED), 1, ANN);
        Bill back = bills().update(edited.with(first.title()).with(first.status()), 2, ANN);

        assertThat(edited.overrides()).containsExactlyInAnyOrder(BillField.TITLE, BillField.STATUS);
        assertThat(back.with(Revision.NONE)).isEqualTo(first.with(Revision.NONE));
        load(words.bill(1).with(Text.english("By the source")), 2);
        assertThat(find(1).title()).isEqualTo(Text.english("By the source"));
    }

    @Test
    void every_field_can_be_overridden_and_given_back() throws InterruptedException {
        load(words.bill(1), 1);
        Bill first = find(1);
        Bill other = new Bill(
                first.key(),
                BY_HAND,
                BY_HAND,
                Optional.empty(),
                first.chamber(),
                BillStatus.UNKNOWN,
                Text.NONE,
                Optional.empty(),
                Optional.empty(),
                first.lastEvent(),
                first.stages(),
                first.identifiers(),
                Revision.NONE);
        Bill edited = bills().update(other, 1, ANN);
        Set<BillField> all = Set.of(BillField.values());

        assertThat(edited.overrides()).isEqualTo(all);
        assertThat(edited.with(Set.of()).with(Revision.NONE)).isEqualTo(other);
        assertThat(said(first).with(Revision.NONE)).isEqualTo(first.with(Revision.NONE));
        assertThat(bills().clear(first.id(), all, 2, ANN).with(first.revision()))
                .isEqualTo(first);
    }

    @Test
    void a_bill_by_a_person_keeps_what_was_written_when_the_sources_bring_it() throws InterruptedException {
        Bill created = bills().create(Bill.stub(words.bill(1).key()).with(BY_HAND), ANN);
        assertThat(created.overrides()).containsExactly(BillField.TITLE);
        assertThat(load(words.bill(1), 1)).isEqualTo(new Loaded(0, 1, 0));

        assertThat(find(1).title()).isEqualTo(BY_HAND);
        assertThat(find(1).status()).isEqualTo(words.bill(1).status());
        assertThatExceptionOfType(InvalidDraftException.class)
                .isThrownBy(() -> bills().clear(
                                bills().create(Bill.stub(words.bill(2).key()).with(BY_HAND), ANN)
                                        .id(),
                                Set.of(BillField.TITLE),
                                1,
                                ANN));
    }

    @Test
    void what_the_program_writes_is_no_override() throws InterruptedException {
        load(words.bill(1), 1);
        Bill changed = bills().update(find(1).with(BY_HAND), 1);
        assertThat(changed.overrides()).isEmpty();
        load(words.bill(1), 2);
        assertThat(find(1).title()).isEqualTo(words.bill(1).title());
    }

    @Test
    void to_clear_what_is_no_override_changes_nothing() throws InterruptedException {
        load(words.bill(1), 1);

        assertThat(bills().clear(find(1).id(), Set.of(BillField.TITLE), 1, ANN)).isEqualTo(find(1));
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> bills().clear(find(1).id(), Set.of(BillField.TITLE), 2, ANN));
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> bills().clear(words.bill(2).id(), Set.of(BillField.TITLE), 1, ANN));
    }

    @Test
    void a_deleted_bill_is_not_found_and_its_history_is() throws InterruptedException {
        load(words.bill(1), 1);
        EntityId id = words.bill(1).id();
        assertThatExceptionOfType(ConflictException.class).isThrownBy(() -> bills().delete(id, 2, ANN));
        bills().delete(id, 1, ANN);

        assertThat(bills().find(id)).isEmpty();
        assertThat(bills().count(words.bills())).isZero();
        assertThat(bills().deleted(id)).isTrue();
        assertThat(bills().deleted(List.of(id, words.bill(2).id()))).containsExactly(id);
        BillChange end = history(1).getFirst();
        assertThat(end.version()).isEqualTo(2);
        assertThat(end.cause()).isEqualTo(ANN);
        assertThat(end.deletion()).isTrue();
        assertThat(fields(end)).contains("deleted", "title", "status", "sponsor");
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> bills().delete(id, 2, ANN));
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> bills().update(words.bill(1), 2, ANN));
    }

    @Test
    void an_import_does_not_bring_a_deleted_bill_back() throws InterruptedException {
        load(words.bill(1), 1);
        bills().delete(words.bill(1).id(), 1, ANN);

        assertThat(load(words.bill(1), 1)).isEqualTo(new Loaded(0, 0, 1));
        assertThat(load(words.bill(1).with(BY_HAND), 2)).isEqualTo(new Loaded(0, 0, 1));
        assertThat(bills().find(words.bill(1).id())).isEmpty();
        assertThat(history(1)).hasSize(2);
    }

    @Test
    void a_deleted_bill_that_is_created_again_goes_on_from_its_end() throws InterruptedException {
        load(words.bill(1), 1);
        Bill first = find(1);
        bills().delete(first.id(), 1, ANN);
        Bill again = bills().create(Bill.stub(first.key()).with(BY_HAND), ANN);

        assertThat(again.version()).isEqualTo(3);
        assertThat(again.revision().created()).isEqualTo(first.revision().created());
        assertThat(find(1)).isEqualTo(again);
        assertThat(bills().deleted(first.id())).isFalse();
        assertThat(history(1)).extracting(BillChange::version).containsExactly(3L, 2L, 1L);
        assertThat(fields(history(1).getFirst())).contains("deleted", "title");
        assertThat(load(words.bill(1), 1)).isEqualTo(new Loaded(0, 1, 0));
        bills().delete(first.id(), 4, ANN);
        assertThat(history(1)).extracting(BillChange::deletion).containsExactly(true, false, false, true, false);
    }

    @Test
    void divisions_and_texts_outlast_their_bill() throws InterruptedException {
        Bill bill = words.bill(1);
        load(bill, 1);
        Division division = words.division(1, LocalDate.EPOCH, Optional.of(bill.key()), Choice.YEA);
        archive().votes().load(List.of(sourced(division, 1)).iterator(), RUN);
        BillText text = new BillText(bill.key(), "en", "first", Optional.empty(), List.of());
        archive().texts().load(List.of(sourced(text, 1)).iterator(), RUN);
        bills().delete(bill.id(), 1, ANN);

        assertThat(bills().statistics(bill.id()).divisions()).hasSize(1);
        assertThat(bills().ranking(words.session())).isEmpty();
        assertThat(archive().texts().of(bill.id())).containsExactly(text);
        assertThat(archive().ballots().count(words.ballots())).isEqualTo(1);
    }

    @Test
    void a_deletion_that_is_repeated_as_the_same_operation_deletes_nothing_else() throws InterruptedException {
        load(words.bill(1), 1);
        Intent intent = Intent.of(ANN).as(new EntityId(words.bill(1).id().value() ^ 1));
        bills().delete(words.bill(1).id(), 1, intent);
        Bill again = bills().create(words.bill(1), ANN);
        bills().delete(words.bill(1).id(), 1, intent);

        assertThat(find(1)).isEqualTo(again);
    }

    @Test
    void many_are_found_at_once() throws InterruptedException {
        List<Sourced<Bill>> some = IntStream.rangeClosed(1, 40)
                .mapToObj(n -> sourced(words.bill(n), 1))
                .toList();
        bills().load(some.iterator(), RUN);
        List<EntityId> ids =
                IntStream.rangeClosed(20, 60).mapToObj(n -> words.bill(n).id()).toList();
        List<EntityId> twice = new ArrayList<>(ids);
        twice.addAll(ids);

        Map<EntityId, Bill> found = bills().findAll(twice);
        assertThat(found).hasSize(21).containsEntry(words.bill(20).id(), find(20));
        assertThat(bills().findAll(List.of())).isEmpty();
        assertThat(bills().findAll(List.of(words.bill(99).id()))).isEmpty();
        assertThat(bills().statistics(ids).keySet()).containsExactlyInAnyOrderElementsOf(ids);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void of_many_updates_of_one_version_exactly_one_wins_and_the_history_has_every_version(long seed) throws Exception {
        int number = (int) (100 + seed);
        bills().create(words.bill(number), ANN);
        int rounds = 10;
        for (int round = 1; round <= rounds; round++) {
            int version = round;
            Bill seen = find(number);
            AtomicInteger won = new AtomicInteger();
            atOnce(6, n -> {
                won.addAndGet(updates(seen.with(Text.english(seed + "/" + version + "/" + n)), version) ? 1 : 0);
            });
            assertThat(won).hasValue(1);
        }
        assertUnbroken(number, rounds + 1);
    }

    /** Editors, deleters, creators and imports at once: each acknowledged step is one version, none is lost. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whatever_is_done_at_once_the_versions_follow_each_other(long seed) throws Exception {
        int number = (int) (200 + seed);
        AtomicInteger steps = new AtomicInteger();
        atOnce(6, thread -> {
            Random random = new Random(seed * 31 + thread);
            for (int i = 0; i < 25; i++) {
                steps.addAndGet(step(number, random) ? 1 : 0);
            }
        });
        assertUnbroken(number, steps.get());
        Optional<Bill> last = bills().find(words.bill(number).id());
        BillChange end = history(number).getFirst();
        assertThat(end.deletion()).isEqualTo(last.isEmpty());
        last.ifPresent(bill -> {
            assertThat(bill.version()).isEqualTo(end.version());
            assertThat(bill.revision().updated()).isEqualTo(end.at());
        });
    }

    /** Tells whether it made a version. */
    private boolean step(int number, Random random) throws InterruptedException {
        Bill wanted = words.bill(number).with(Text.english("Title " + random.nextInt(1000)));
        Optional<Bill> seen = bills().find(wanted.id());
        long version = seen.map(Bill::version).orElse(0L);
        return switch (random.nextInt(5)) {
            case 0 -> succeeds(() -> bills().create(wanted, ANN));
            case 1 -> succeeds(() -> bills().delete(wanted.id(), version, ANN));
            case 2 -> {
                int digest = 2 + random.nextInt(1000);
                yield load(wanted.with(STATUSES.get(random.nextInt(5))), digest).unchanged() == 0;
            }
            default -> updates(wanted, version);
        };
    }

    private boolean updates(Bill wanted, long version) {
        AtomicInteger made = new AtomicInteger();
        return succeeds(() -> made.set(bills().update(wanted, version, ANN).version() > version ? 1 : 0))
                && made.get() == 1;
    }

    private static boolean succeeds(Runnable change) {
        try {
            change.run();
            return true;
        } catch (ConflictException | NotFoundException refused) {
            return false;
        }
    }

    private void assertUnbroken(int number, int versions) {
        List<BillChange> history = history(number).reversed();
        assertThat(history)
                .extracting(BillChange::version)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, versions).boxed().toList());
        assertThat(history).extracting(BillChange::at).isSorted();
    }

    private interface Step {
        void take(int n) throws Exception;
    }

    private static void atOnce(int times, Step step) throws Exception {
        List<Callable<Boolean>> tasks = IntStream.range(0, times)
                .mapToObj(n -> (Callable<Boolean>) () -> {
                    step.take(n);
                    return true;
                })
                .toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> each : threads.invokeAll(tasks)) {
                each.get();
            }
        }
    }

    private Bills bills() {
        return archive().bills();
    }

    private Bill find(int number) {
        return bills().find(words.bill(number).key()).orElseThrow();
    }

    private Bill said(Bill bill) {
        return Optional.ofNullable(bills().said(List.of(bill.id())).get(bill.id()))
                .orElseThrow();
    }

    private List<BillChange> history(int number) {
        return bills().history(words.bill(number).id(), Long.MAX_VALUE);
    }

    private static List<String> fields(BillChange change) {
        return change.changes().stream().map(BillChange.Change::field).toList();
    }

    private Loaded load(Bill bill, int digest) throws InterruptedException {
        return bills().load(List.of(sourced(bill, digest)).iterator(), RUN);
    }
}

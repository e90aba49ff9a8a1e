// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import static ca.openpolicy.core.ContractWords.sourced;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every archive keeps of its bills. */
public abstract class BillsContract {
    private static final Cause RUN = Cause.run(new EntityId(1));

    private final ContractWords words = ContractWords.fresh();

    /**
     * The archive to be tested; other tests may use it at the same time.
     *
     * @return an open archive
     */
    protected abstract Archive archive();

    @Test
    void a_created_bill_is_read_back_whole() {
        Bill created = archive().bills().create(words.bill(11));

        assertThat(created.version()).isEqualTo(1);
        assertThat(archive().bills().find(created.key())).contains(created);
        assertThat(created.with(Revision.NONE)).isEqualTo(words.bill(11));
    }

    @Test
    void a_stub_is_read_back_with_nothing_in_it() {
        Bill created = archive().bills().create(Bill.stub(words.bill(33).key()));

        assertThat(archive().bills().find(created.id())).contains(created);
    }

    @Test
    void a_bill_is_created_once() {
        archive().bills().create(words.bill(12));

        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> archive().bills().create(words.bill(12)))
                .satisfies(conflict -> assertThat(conflict.key())
                        .isEqualTo(words.bill(12).key().canonical()));
    }

    @Test
    void of_many_creators_at_once_one_succeeds_and_the_others_are_told() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int number = 5000; number < 5020; number++) {
                Bill bill = words.bill(number);
                Callable<Boolean> creator = () -> creates(bill);
                int created = 0;
                for (Future<Boolean> each : threads.invokeAll(Collections.nCopies(8, creator))) {
                    created += each.get() ? 1 : 0;
                }
                assertThat(created).isEqualTo(1);
            }
        }
    }

    private boolean creates(Bill bill) {
        try {
            archive().bills().create(bill);
            return true;
        } catch (ConflictException told) {
            return false;
        }
    }

    @Test
    void an_update_counts_the_version_and_is_told_in_the_history() {
        Bill first = archive().bills().create(words.bill(14));
        Bill second = archive().bills().update(first.with(BillStatus.ROYAL_ASSENT), first.version());

        assertThat(second.version()).isEqualTo(2);
        assertThat(second.revision().created()).isEqualTo(first.revision().created());
        assertThat(archive().bills().find(first.id())).contains(second);
        List<BillChange> history = archive().bills().history(first.id(), Long.MAX_VALUE);
        assertThat(history).extracting(BillChange::version).containsExactly(2L, 1L);
        assertThat(history.getFirst().changes())
                .contains(new BillChange.Change("status", "\"house_second_reading\"", "\"royal_assent\""));
        assertThat(history.getLast().changes()).isEmpty();
    }

    @Test
    void an_update_that_changes_nothing_leaves_the_row_untouched() {
        Bill first = archive().bills().create(words.bill(15));

        assertThat(archive().bills().update(first, 1)).isEqualTo(first);
        assertThat(archive().bills().find(first.id())).contains(first);
        assertThat(archive().bills().history(first.id(), Long.MAX_VALUE)).hasSize(1);
    }

    @Test
    void an_update_of_another_version_is_refused_and_changes_nothing() {
        Bill first = archive().bills().create(words.bill(16));
        Bill second = archive().bills().update(first.with(BillStatus.DEFEATED), 1);

        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> archive().bills().update(first.with(BillStatus.ROYAL_ASSENT), 1));
        assertThat(archive().bills().find(first.id())).contains(second);
    }

    @Test
    void an_update_of_no_bill_is_told_so() {
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> archive().bills().update(words.bill(17), 1));
    }

    @Test
    void a_load_creates_replaces_and_leaves_alone() throws InterruptedException {
        assertThat(load(List.of(sourced(words.bill(1), 1), sourced(words.bill(2), 1))))
                .isEqualTo(new Loaded(2, 0, 0));
        Bill untouched = find(1);
        Loaded second = load(List.of(
                sourced(words.bill(1), 1),
                sourced(words.bill(2).with(BillStatus.ROYAL_ASSENT), 2),
                sourced(words.bill(3), 1)));

        assertThat(second).isEqualTo(new Loaded(1, 1, 1));
        assertThat(find(1)).isEqualTo(untouched);
        assertThat(find(2).version()).isEqualTo(2);
        assertThat(find(2).law()).isTrue();
        assertThat(archive().bills().history(find(2).id(), Long.MAX_VALUE))
                .extracting(BillChange::cause)
                .containsOnly(RUN);
    }

    @Test
    void pages_of_any_size_give_every_bill_once_and_lead_back() throws InterruptedException {
        load(IntStream.rangeClosed(1, 57)
                .mapToObj(n -> sourced(words.bill(n), 1))
                .toList());
        for (int limit : List.of(1, 7, 56, 57, 100)) {
            List<Integer> seen = new ArrayList<>();
            PageRequest<Bill> request = PageRequest.first(limit);
            Page<Bill> page = archive().bills().find(words.bills(), request);
            Page<Bill> first = page;
            page.items().forEach(bill -> seen.add(bill.key().number().number()));
            while (page.next().isPresent()) {
                Page<Bill> next = archive()
                        .bills()
                        .find(words.bills(), request.at(page.next().get()));
                next.items().forEach(bill -> seen.add(bill.key().number().number()));
                assertThat(archive()
                                .bills()
                                .find(words.bills(), request.at(next.previous().orElseThrow()))
                                .items())
                        .isEqualTo(page.items());
                page = next;
            }
            assertThat(seen)
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, 57).boxed().toList());
            assertThat(first.previous()).isEmpty();
        }
    }

    @Test
    void filters_and_counts_agree() throws InterruptedException {
        load(List.of(
                sourced(words.bill(1), 1),
                sourced(words.bill(2).with(BillStatus.ROYAL_ASSENT), 1),
                sourced(Bill.stub(words.bill(3).key()), 1)));

        assertThat(numbers(words.bills().and(Bills.LAW.is(true)))).containsExactly(2);
        assertThat(numbers(words.bills().and(Bills.LAW.in(List.of(true, false)))))
                .containsExactly(1, 2, 3);
        assertThat(numbers(words.bills().and(Bills.STATUS.in(List.of(BillStatus.UNKNOWN, BillStatus.ROYAL_ASSENT)))))
                .containsExactly(2, 3);
        assertThat(numbers(words.bills().and(Bills.INTRODUCED.compare(Field.Operator.GTE, LocalDate.of(2024, 1, 1)))))
                .containsExactly(1, 2);
        assertThat(numbers(words.bills().and(Bills.SPONSOR.is(new MemberKey(words.jurisdiction(), "7").id()))))
                .containsExactly(1, 2);
        assertThat(numbers(words.bills().and(Bills.NUMBER.is("C-3'; drop table bill; --"))))
                .isEmpty();
        assertThat(archive().bills().count(words.bills().and(Bills.SESSION.is("3-1"))))
                .isEqualTo(3);
    }

    @Test
    void sorting_puts_what_has_no_value_last_both_ways() throws InterruptedException {
        load(List.of(sourced(Bill.stub(words.bill(1).key()), 1), sourced(words.bill(2), 1)));

        for (boolean descending : List.of(false, true)) {
            PageRequest<Bill> request = PageRequest.<Bill>first(10).by(new Sort<>(Bills.INTRODUCED, descending));
            assertThat(archive().bills().find(words.bills(), request).items())
                    .extracting(bill -> bill.key().number().number())
                    .containsExactly(2, 1);
        }
    }

    @Test
    void a_cursor_of_another_query_is_refused() throws InterruptedException {
        load(List.of(sourced(words.bill(1), 1), sourced(words.bill(2), 1)));
        Cursor cursor = archive()
                .bills()
                .find(words.bills(), PageRequest.first(1))
                .next()
                .orElseThrow();
        PageRequest<Bill> other = PageRequest.<Bill>first(1).at(cursor);

        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> archive().bills().find(words.bills().and(Bills.LAW.is(true)), other))
                .satisfies(invalid -> assertThat(invalid.name()).isEqualTo("cursor"));
    }

    @Test
    void statistics_keep_divisions_apart_and_rank_bills_without_votes_last() throws InterruptedException {
        LocalDate day = LocalDate.of(2024, 5, 1);
        Bill tied = words.bill(1);
        Bill agreed = words.bill(2);
        Bill silent = words.bill(3);
        load(List.of(sourced(tied, 1), sourced(agreed, 1), sourced(silent, 1)));
        archive()
                .votes()
                .load(
                        List.of(
                                        words.division(
                                                1, day, Optional.of(tied.key()), Choice.YEA, Choice.NAY, Choice.PAIRED),
                                        words.division(2, day, Optional.of(agreed.key()), Choice.NAY, Choice.NAY),
                                        words.division(
                                                3,
                                                day.plusDays(1),
                                                Optional.of(agreed.key()),
                                                Choice.YEA,
                                                Choice.YEA,
                                                Choice.NAY),
                                        words.division(4, day.plusDays(2), Optional.of(agreed.key()), Choice.PAIRED))
                                .stream()
                                .map(each -> sourced(each, 1))
                                .iterator(),
                        RUN);

        BillStatistics statistics = archive().bills().statistics(agreed.id());
        assertThat(statistics.divisions())
                .extracting(entry -> entry.vote().number())
                .containsExactly(2, 3, 4);
        assertThat(statistics.divisions().getFirst().approvalPercentage().orElseThrow())
                .isEqualByComparingTo("0.00");
        assertThat(statistics.approvalPercentage().orElseThrow()).isEqualByComparingTo("66.67");
        assertThat(archive().bills().statistics(tied.id()).approvalPercentage().orElseThrow())
                .isEqualByComparingTo("50.00");
        assertThat(archive().bills().ranking(words.session()))
                .extracting(BillStatistics::bill)
                .containsExactly(agreed.id(), tied.id(), silent.id());
    }

    private List<Integer> numbers(Filter<Bill> filter) {
        List<Integer> found = archive().bills().find(filter, PageRequest.first(100)).items().stream()
                .map(bill -> bill.key().number().number())
                .toList();
        assertThat(archive().bills().count(filter)).isEqualTo(found.size());
        return found;
    }

    private Bill find(int number) {
        return archive().bills().find(words.bill(number).key()).orElseThrow();
    }

    private Loaded load(List<Sourced<Bill>> bills) throws InterruptedException {
        Iterator<Sourced<Bill>> each = bills.iterator();
        return archive().bills().load(each, RUN);
    }
}

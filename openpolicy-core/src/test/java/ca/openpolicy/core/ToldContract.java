// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import static ca.openpolicy.core.ContractWords.sourced;
import static org.assertj.core.api.Assertions.assertThat;

import ca.openpolicy.core.event.Event;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every archive tells of what happens to its words: each change once, in the order of the word, and nothing else.
 */
public abstract class ToldContract {
    private final ContractWords words = ContractWords.fresh();

    /**
     * The archive to be tested; other tests may use it at the same time.
     *
     * @return an open archive that tells what happens
     */
    protected abstract Archive archive();

    /**
     * All that was told.
     *
     * @return events, those of one word in order
     */
    protected abstract List<Event> told();

    private List<Event> told(EntityId id) {
        return told().stream()
                .filter(event -> event.aggregate().id().equals(id.toString()))
                .toList();
    }

    private List<String> types(EntityId id) {
        return told(id).stream()
                .map(event -> event.type() + " " + event.aggregate().version())
                .toList();
    }

    @Test
    void each_change_of_a_bill_is_told_and_what_changes_nothing_is_not() {
        Bill bill = archive().bills().create(words.bill(1));
        Bill titled = archive().bills().update(bill.with(Text.english("Another")), 1);
        Bill same = archive().bills().update(titled, 2);
        Bill fallen = archive().bills().update(same.with(BillStatus.DEFEATED), 2);
        archive().bills().delete(bill.id(), fallen.version(), Cause.PROGRAM);
        archive().bills().create(words.bill(1));

        assertThat(types(bill.id()))
                .containsExactly(
                        "bill.created 1",
                        "bill.updated 2",
                        "bill.updated 3",
                        "bill.status_changed 3",
                        "bill.deleted 4",
                        "bill.created 5");
        assertThat(told(bill.id()).get(1).data())
                .contains("\"changed\":[\"title\"]", "\"Another\"", bill.key().canonical());
        assertThat(told(bill.id()).get(3).data())
                .contains("\"before\":\"" + bill.status().code() + "\"", "\"status\":\"defeated\"");
    }

    @Test
    void what_is_refused_is_not_told() {
        Bill bill = archive().bills().create(words.bill(2));
        org.assertj.core.api.Assertions.assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> archive().bills().update(bill.with(Text.english("Another")), 7));
        org.assertj.core.api.Assertions.assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> archive().bills().create(words.bill(2)));

        assertThat(types(bill.id())).containsExactly("bill.created 1");
    }

    @Test
    void a_load_tells_of_what_is_new_and_of_what_differs() throws InterruptedException {
        Bill bill = words.bill(3);
        Member member = words.member("31", "A");
        Division division = words.division(3, LocalDate.EPOCH, Optional.empty(), Choice.YEA);
        for (int digest : new int[] {1, 1, 2}) {
            archive()
                    .bills()
                    .load(
                            List.of(sourced(bill.with(Text.english("T" + digest)), digest))
                                    .iterator(),
                            Cause.PROGRAM);
            archive().members().load(List.of(sourced(member, digest)).iterator(), Cause.PROGRAM);
            archive().votes().load(List.of(sourced(division, digest)).iterator(), Cause.PROGRAM);
        }

        assertThat(types(bill.id())).containsExactly("bill.created 1", "bill.updated 2");
        assertThat(types(member.id())).containsExactly("member.updated 1", "member.updated 2");
        assertThat(types(division.vote().id())).containsExactly("vote.recorded 1", "vote.corrected 2");
    }

    @Test
    void an_import_tells_that_it_is_complete() {
        Run run = archive().runs().start("told");
        archive().runs().save(run, List.of());
        assertThat(types(run.id())).isEmpty();
        Run ended = new Run(
                run.id(),
                run.source(),
                Run.State.SUCCEEDED,
                run.started(),
                Optional.of(run.started()),
                Run.Counts.NONE);
        archive().runs().save(ended, List.of());

        assertThat(types(run.id())).containsExactly("import.completed 1");
        assertThat(told(run.id()).getFirst().data()).contains("\"state\":\"succeeded\"", "\"source\":\"told\"");
    }

    @Test
    void no_event_names_a_person() throws InterruptedException {
        archive()
                .members()
                .load(List.of(sourced(words.member("41", "Quixotine"), 1)).iterator(), Cause.PROGRAM);
        Bill bill = archive().bills().create(words.bill(4), Cause.user("dulcinea"));
        Bill unused = archive().bills().update(bill.with(Text.english("Another")), 1, Cause.user("dulcinea"));

        assertThat(told()).extracting(Event::data).noneMatch(data -> data.contains("Quixotine"));
        assertThat(told(bill.id())).extracting(Event::data).noneMatch(data -> data.contains("dulcinea"));
        bill.sponsor()
                .ifPresent(sponsor -> assertThat(told(bill.id()))
                        .extracting(Event::data)
                        .noneMatch(data -> data.contains(sponsor.name())));
    }

    /**
     * The checker of completeness: with one of the archive's calls to tell taken away it reports the versions that are
     * missing.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void the_told_versions_are_those_of_the_history(long seed) throws InterruptedException {
        Random random = new Random(seed);
        int first = (int) (100 * seed);
        for (int i = 0; i < 120; i++) {
            change(words.bill(first + random.nextInt(6)).with(Text.english("T" + random.nextInt(3))), random);
        }

        Map<EntityId, List<Long>> told = new HashMap<>();
        for (Event event : told()) {
            if (event.aggregate().type().equals("bill") && !event.type().equals("bill.status_changed")) {
                told.computeIfAbsent(EntityId.parse(event.aggregate().id()), unused -> new ArrayList<>())
                        .add(event.aggregate().version());
            }
        }
        IntStream.range(first, first + 6).mapToObj(words::bill).map(Bill::id).forEach(id -> {
            long versions = archive().bills().history(id, Long.MAX_VALUE).stream()
                    .mapToLong(BillChange::version)
                    .max()
                    .orElse(0);
            assertThat(told.getOrDefault(id, List.of()))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, versions).boxed().toList());
        });
    }

    private void change(Bill wanted, Random random) throws InterruptedException {
        Optional<Bill> stored = archive().bills().find(wanted.id());
        if (random.nextInt(3) == 0) {
            archive()
                    .bills()
                    .load(List.of(sourced(wanted, random.nextInt(1 << 30))).iterator(), Cause.PROGRAM);
        } else if (stored.isEmpty()) {
            Bill unused = archive().bills().create(wanted);
        } else if (random.nextInt(5) == 0) {
            archive().bills().delete(wanted.id(), stored.get().version(), Cause.PROGRAM);
        } else {
            Bill unused = archive().bills().update(wanted, stored.get().version());
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import static ca.openpolicy.core.ContractWords.sourced;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every archive keeps of divisions and their ballots. */
public abstract class DivisionsContract {
    private static final LocalDate DAY = LocalDate.of(2024, 12, 17);

    private final ContractWords words = ContractWords.fresh();

    /**
     * The archive to be tested; other tests may use it at the same time.
     *
     * @return an open archive
     */
    protected abstract Archive archive();

    @Test
    void a_division_is_read_back_whole_with_its_ballots() throws InterruptedException {
        Division division = words.division(
                1, DAY, Optional.of(words.bill(5).key()), Choice.YEA, Choice.NAY, Choice.PAIRED, Choice.ABSENT);
        load(sourced(division, 1));

        Vote vote = archive().votes().find(words.voteKey(1)).orElseThrow();
        assertThat(vote.key()).isEqualTo(division.vote().key());
        assertThat(vote.at()).isEqualTo(division.vote().at());
        assertThat(vote.parties()).isEqualTo(division.vote().parties());
        assertThat(vote.announced()).isEqualTo(division.vote().announced());
        assertThat(ballots(Filter.where(Ballots.VOTE.is(vote.id()))))
                .containsExactlyInAnyOrderElementsOf(division.ballots());
        Ballot first = division.ballots().getFirst();
        assertThat(archive().ballots().find(first.key())).contains(first);
    }

    @Test
    void a_changed_division_replaces_all_of_its_ballots() throws InterruptedException {
        load(sourced(words.division(2, DAY, Optional.empty(), Choice.YEA, Choice.YEA, Choice.YEA), 1));
        Loaded loaded = load(sourced(words.division(2, DAY, Optional.empty(), Choice.NAY, Choice.YEA), 2));

        assertThat(loaded).isEqualTo(new Loaded(0, 1, 0));
        Vote vote = archive().votes().find(words.voteKey(2)).orElseThrow();
        assertThat(vote.revision().version()).isEqualTo(2);
        assertThat(vote.recorded()).isEqualTo(new Tally(1, 1, 0));
        assertThat(ballots(Ballots.of(vote)))
                .extracting(Ballot::choice)
                .containsExactlyInAnyOrder(Choice.NAY, Choice.YEA);
    }

    @Test
    void an_unchanged_division_keeps_its_revision() throws InterruptedException {
        load(sourced(words.division(3, DAY, Optional.empty(), Choice.YEA), 1));
        Vote before = archive().votes().find(words.voteKey(3)).orElseThrow();
        Loaded loaded = load(sourced(words.division(3, DAY, Optional.empty(), Choice.YEA), 1));

        assertThat(loaded).isEqualTo(new Loaded(0, 0, 1));
        assertThat(archive().votes().find(words.voteKey(3))).contains(before);
    }

    @Test
    void ballots_are_listed_by_day_division_and_member_over_all_shards() throws InterruptedException {
        List<Sourced<Division>> divisions = new ArrayList<>();
        for (int n = 1; n <= 20; n++) {
            divisions.add(sourced(
                    words.division(n, DAY.plusDays(n % 5), Optional.empty(), Choice.YEA, Choice.NAY, Choice.YEA), 1));
        }
        archive().votes().load(divisions.iterator(), Cause.PROGRAM);

        List<Ballot> all = new ArrayList<>();
        PageRequest<Ballot> request = PageRequest.first(7);
        Page<Ballot> page = archive().ballots().find(words.ballots(), request);
        all.addAll(page.items());
        while (page.next().isPresent()) {
            page = archive()
                    .ballots()
                    .find(words.ballots(), request.at(page.next().get()));
            all.addAll(page.items());
        }
        Set<BallotKey> distinct = new HashSet<>();
        all.forEach(ballot -> distinct.add(ballot.key()));
        assertThat(all).hasSize(60);
        assertThat(distinct).hasSize(60);
        assertThat(all)
                .isSortedAccordingTo(java.util.Comparator.comparing(Ballot::date)
                        .thenComparingInt(ballot -> ballot.key().vote().number())
                        .thenComparing(ballot -> ballot.key().member().id()));
    }

    @Test
    void ballots_are_found_by_everything_that_is_told_of_them() throws InterruptedException {
        BillKey bill = words.bill(9).key();
        load(sourced(
                words.division(1, DAY, Optional.of(bill), Choice.YEA, Choice.NAY, Choice.PAIRED, Choice.NOT_RECORDED),
                1));
        load(sourced(words.division(2, DAY.plusDays(1), Optional.empty(), Choice.YEA), 1));

        Filter<Ballot> recorded = words.ballots().and(Ballots.DERIVED.is(false));
        assertThat(count(recorded)).isEqualTo(4);
        assertThat(count(words.ballots().and(Ballots.DERIVED.is(true)))).isEqualTo(1);
        assertThat(count(recorded.and(Ballots.CHOICE.is(Choice.YEA)))).isEqualTo(2);
        assertThat(count(recorded.and(Ballots.CHOICE.is(Choice.NAY)))).isEqualTo(1);
        assertThat(count(recorded.and(Ballots.PAIRED.is(true)).and(Ballots.SESSION.is("3-1"))))
                .isEqualTo(1);
        assertThat(count(recorded.and(Ballots.DATE.is(DAY)).and(Ballots.BILL.is(bill.id()))))
                .isEqualTo(3);
        assertThat(count(recorded.and(Ballots.CHOICE.is(Choice.YEA)).and(Ballots.PAIRED.is(true))))
                .isZero();
        assertThat(count(recorded.and(Ballots.BILL.is(bill.id())))).isEqualTo(3);
        assertThat(count(recorded.and(Ballots.SESSION.is("3-1")))).isEqualTo(4);
        assertThat(count(recorded.and(Ballots.SESSION.is("3-2")))).isZero();
        assertThat(count(recorded.and(Ballots.CHOICE.in(List.of(Choice.NAY, Choice.PAIRED)))))
                .isEqualTo(2);
        assertThat(count(recorded.and(Ballots.PAIRED.is(true)))).isEqualTo(1);
        assertThat(count(recorded.and(Ballots.PAIRED.in(List.of(true, false))))).isEqualTo(4);
        assertThat(count(recorded.and(Ballots.DATE.in(List.of(DAY, DAY.plusDays(1))))))
                .isEqualTo(4);
        assertThat(count(recorded.and(Ballots.DATE.compare(Field.Operator.GT, DAY))))
                .isEqualTo(1);
        assertThat(count(recorded.and(Ballots.PARTY.is(words.jurisdiction().code() + "/lamp"))))
                .isEqualTo(4);
        assertThat(count(recorded.and(Ballots.MEMBER.is(new MemberKey(words.jurisdiction(), "1").id()))))
                .isEqualTo(2);
    }

    @Test
    void votes_are_found_by_everything_that_is_told_of_them() throws InterruptedException {
        BillKey bill = words.bill(9).key();
        load(sourced(words.division(1, DAY, Optional.of(bill), Choice.YEA), 1));
        load(sourced(words.division(2, DAY.plusDays(1), Optional.empty(), Choice.YEA, Choice.NAY), 1));

        assertThat(votes(words.votes())).containsExactly(2, 1);
        assertThat(votes(words.votes().and(Votes.RESULT.is(VoteResult.TIE)))).containsExactly(2);
        assertThat(votes(words.votes().and(Votes.BILL.is(bill.id())))).containsExactly(1);
        assertThat(votes(words.votes().and(new Condition<>(Votes.BILL, Field.Operator.ISNULL, List.of(true)))))
                .containsExactly(2);
        assertThat(votes(words.votes().and(Votes.NUMBER.compare(Field.Operator.LT, 2))))
                .containsExactly(1);
        assertThat(votes(words.votes().and(Votes.NUMBER.in(List.of(1, 2))))).containsExactly(2, 1);
        assertThat(votes(words.votes().and(Votes.CONTEXT.is(VoteContext.LEGISLATIVE_PROCESS))))
                .containsExactly(2, 1);
    }

    @Test
    void a_load_that_fails_leaves_no_half_division() {
        Division good = words.division(7, DAY, Optional.empty(), Choice.YEA);
        List<Ballot> twice = List.of(good.ballots().getFirst(), good.ballots().getFirst());
        Sourced<Division> bad = sourced(new Division(good.vote(), twice), 1);

        assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> load(bad));
        assertThat(archive().votes().find(words.voteKey(7))).isEmpty();
        assertThat(count(Filter.where(Ballots.VOTE.is(good.vote().id())))).isZero();
    }

    private long count(Filter<Ballot> filter) {
        assertThat(ballots(filter)).hasSize((int) archive().ballots().count(filter));
        return archive().ballots().count(filter);
    }

    private List<Ballot> ballots(Filter<Ballot> filter) {
        return archive().ballots().find(filter, PageRequest.first(500)).items();
    }

    private List<Integer> votes(Filter<Vote> filter) {
        return archive().votes().find(filter, PageRequest.first(500)).items().stream()
                .map(vote -> vote.key().number())
                .toList();
    }

    private Loaded load(Sourced<Division> division) throws InterruptedException {
        return archive().votes().load(List.of(division).iterator(), Cause.PROGRAM);
    }
}

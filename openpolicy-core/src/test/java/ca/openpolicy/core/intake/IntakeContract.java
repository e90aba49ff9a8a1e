// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import static ca.openpolicy.core.intake.IntakeContractWords.DAY;
import static ca.openpolicy.core.intake.IntakeContractWords.FIRST;
import static ca.openpolicy.core.intake.IntakeContractWords.SECOND;
import static ca.openpolicy.core.intake.IntakeContractWords.ZZ;
import static ca.openpolicy.core.intake.IntakeContractWords.about;
import static ca.openpolicy.core.intake.IntakeContractWords.announced;
import static ca.openpolicy.core.intake.IntakeContractWords.ballots;
import static ca.openpolicy.core.intake.IntakeContractWords.bill;
import static ca.openpolicy.core.intake.IntakeContractWords.cast;
import static ca.openpolicy.core.intake.IntakeContractWords.detailed;
import static ca.openpolicy.core.intake.IntakeContractWords.division;
import static ca.openpolicy.core.intake.IntakeContractWords.list;
import static ca.openpolicy.core.intake.IntakeContractWords.listed;
import static ca.openpolicy.core.intake.IntakeContractWords.nay;
import static ca.openpolicy.core.intake.IntakeContractWords.on;
import static ca.openpolicy.core.intake.IntakeContractWords.paired;
import static ca.openpolicy.core.intake.IntakeContractWords.seat;
import static ca.openpolicy.core.intake.IntakeContractWords.session;
import static ca.openpolicy.core.intake.IntakeContractWords.sponsored;
import static ca.openpolicy.core.intake.IntakeContractWords.vote;
import static ca.openpolicy.core.intake.IntakeContractWords.within;
import static ca.openpolicy.core.intake.IntakeContractWords.yea;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.Archive;
import ca.openpolicy.core.Ballot;
import ca.openpolicy.core.Ballots;
import ca.openpolicy.core.Basis;
import ca.openpolicy.core.Bill;
import ca.openpolicy.core.BillKey;
import ca.openpolicy.core.Chamber;
import ca.openpolicy.core.Choice;
import ca.openpolicy.core.Claim;
import ca.openpolicy.core.Filter;
import ca.openpolicy.core.Member;
import ca.openpolicy.core.MemberKey;
import ca.openpolicy.core.Membership;
import ca.openpolicy.core.PartyKey;
import ca.openpolicy.core.PartyLine;
import ca.openpolicy.core.PartyTally;
import ca.openpolicy.core.Rank;
import ca.openpolicy.core.RejectedException;
import ca.openpolicy.core.Run;
import ca.openpolicy.core.SessionKey;
import ca.openpolicy.core.Sponsor;
import ca.openpolicy.core.Tally;
import ca.openpolicy.core.Text;
import ca.openpolicy.core.Vote;
import ca.openpolicy.core.VoteKey;
import ca.openpolicy.core.VoteResult;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an intake does, on whatever archive. */
public abstract class IntakeContract {
    private static final PartyKey RED = new PartyKey(ZZ, "red");

    private Archive archive;

    /**
     * An archive that holds nothing. The test closes it.
     *
     * @return the archive
     */
    protected abstract Archive emptyArchive();

    @BeforeEach
    final void open() {
        archive = emptyArchive();
    }

    @AfterEach
    final void close() {
        archive.close();
    }

    // ---- words and precedence

    @Test
    final void a_field_comes_from_the_best_source_that_has_it() throws InterruptedException {
        Bill native1 = bill("C-2", Text.english("From the list"));
        Bill detail = bill("C-2", Text.of("From the detail", "Du détail"));

        run(files().file("a", within(detailed(detail))).file("b", listed(native1)));

        assertThat(theBill("C-2").title()).isEqualTo(Text.of("From the list", "Du détail"));
    }

    @Test
    final void a_vote_before_its_bill_makes_a_stub_that_a_later_import_completes() throws InterruptedException {
        Claim named = list(on(division(1, DAY), "C-9"));
        run(files().file("votes", within(named)));
        assertThat(theBill("C-9").title().isAbsent()).isTrue();

        run(files().file("bills", within(listed(bill("C-9", Text.english("An Act"))))));
        assertThat(theBill("C-9").title()).isEqualTo(Text.english("An Act"));

        run(files().file("votes", within(named)));
        assertThat(theBill("C-9").title()).isEqualTo(Text.english("An Act"));
    }

    @Test
    final void what_fewer_sources_do_not_say_stays() throws InterruptedException {
        run(files().file("bill", within(listed(bill("C-2", Text.of("An Act", "Loi"))))));

        run(files().file("bill", within(listed(bill("C-2", Text.english("Another Act"))))));

        assertThat(theBill("C-2").title()).isEqualTo(Text.of("Another Act", "Loi"));
    }

    @Test
    final void files_of_equal_rank_that_contradict_each_other_are_a_warning() throws InterruptedException {
        Run run = run(files().file("a", within(listed(bill("C-2", Text.english("One")))))
                .file("b", listed(bill("C-2", Text.english("Two")))));

        assertThat(codes(run)).containsExactly("contradiction");
        assertThat(theBill("C-2").title()).isEqualTo(Text.english("One"));
    }

    @Test
    final void the_same_row_twice_in_a_file_is_a_warning() throws InterruptedException {
        Claim row = listed(bill("C-2", Text.english("One")));

        Run run = run(files().file("a", within(row, row)));

        assertThat(codes(run)).containsExactly("duplicate-row");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    final void the_order_of_files_makes_no_difference(long seed) throws InterruptedException {
        IntakeContractSource source = parliament(new Random(42));
        run(source);
        List<String> expected = IntakeContractDump.of(archive);
        Archive other = emptyArchive();

        Run run = Intake.into(other, IntakeSettings.defaults(), Ambient.system())
                .run(source.shuffled(seed), Progress.silent());

        assertThat(run.state()).isEqualTo(Run.State.SUCCEEDED);
        assertSame(IntakeContractDump.of(other), expected);
        other.close();
    }

    @Test
    final void a_second_import_changes_nothing() throws InterruptedException {
        IntakeContractSource source = parliament(new Random(7));
        run(source);

        Run again = run(source);

        assertThat(again.counts().created()).isZero();
        assertThat(again.counts().updated()).isZero();
        assertThat(again.counts().unchanged()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    final void files_imported_one_by_one_end_as_all_at_once(long seed) throws InterruptedException {
        IntakeContractSource source = parliament(new Random(11)).without("bill-");
        run(source);
        List<String> expected = IntakeContractDump.of(archive);
        Archive other = emptyArchive();
        Intake intake = Intake.into(other, IntakeSettings.defaults(), Ambient.system());

        intake.run(source.only("lists"), Progress.silent());
        for (IntakeContractSource file : source.without("lists").shuffled(seed).apart()) {
            intake.run(file, Progress.silent());
        }
        intake.run(source.only("lists"), Progress.silent());

        assertSame(IntakeContractDump.of(other), expected);
        other.close();
    }

    // ---- divisions and ballots

    @Test
    final void paired_counts_beside_yea_and_nay() throws InterruptedException {
        run(files().file(
                        "a",
                        within(
                                list(announced(division(1, DAY), 2, 0, 2)),
                                ballots(
                                        1,
                                        yea("1", "Red"),
                                        cast("2", "Two", "Red", Choice.YEA, true),
                                        paired("3", "Red")))));

        assertThat(theVote(1).recorded()).isEqualTo(new Tally(2, 0, 2));
        assertThat(recorded(1))
                .extracting(Ballot::choice, Ballot::paired)
                .containsExactlyInAnyOrder(
                        tuple(Choice.YEA, false), tuple(Choice.YEA, true), tuple(Choice.PAIRED, true));
    }

    @Test
    final void struck_votes_are_a_warning_and_both_totals_stay() throws InterruptedException {
        Run run =
                run(files().file("a", within(list(announced(division(1, DAY), 3, 0, 0)), ballots(1, yea("1", "Red")))));

        assertThat(codes(run)).containsExactly("totals-differ");
        assertThat(theVote(1).announced()).contains(new Tally(3, 0, 0));
        assertThat(theVote(1).recorded()).isEqualTo(new Tally(1, 0, 0));
    }

    @Test
    final void a_division_with_a_header_only_has_no_ballots_at_all() throws InterruptedException {
        Run run = run(files().file(
                        "a",
                        within(
                                totals(1),
                                ballots(1, yea("1", "Red"), yea("2", "Red")),
                                list(division(vote(2), DAY, VoteResult.TIE)),
                                ballots(2),
                                totals(3),
                                ballots(3, yea("1", "Red"), yea("2", "Red")))));

        assertThat(codes(run)).contains("no-totals");
        assertThat(allBallots(2)).isEmpty();
        assertThat(theVote(2).announced()).isEmpty();
    }

    @Test
    final void ballots_of_a_division_that_nobody_names_are_rejected() throws InterruptedException {
        Run run = run(files().file("a", within(totals(1), ballots(1, yea("1", "Red")), ballots(2, yea("1", "Red")))));

        assertThat(run.state()).isEqualTo(Run.State.SUCCEEDED_WITH_REJECTIONS);
        assertThat(codes(run)).contains("ballots-without-vote");
        assertThat(recorded(1)).hasSize(1);
        assertThat(archive.votes().find(vote(2))).isEmpty();
    }

    @Test
    final void a_vote_list_alone_keeps_the_stored_ballots() throws InterruptedException {
        run(files().file("a", within(totals(1), ballots(1, yea("1", "Red"), yea("2", "Red")))));

        run(files().file("b", list(about(division(1, DAY), Text.french("Vote 1")))));

        assertThat(theVote(1).subject()).isEqualTo(Text.of("Division 1", "Vote 1"));
        assertThat(recorded(1)).hasSize(2);
        assertThat(theVote(1).recorded()).isEqualTo(new Tally(2, 0, 0));
    }

    @Test
    final void ballots_alone_find_their_vote_in_the_archive() throws InterruptedException {
        run(files().file("a", within(totals(1))));

        run(files().file("b", ballots(1, yea("1", "Red"))));

        assertThat(recorded(1)).hasSize(1);
        assertThat(theVote(1).subject()).isEqualTo(Text.english("Division 1"));
    }

    @Test
    final void of_two_files_with_the_ballots_of_a_division_one_is_taken_whole() throws InterruptedException {
        Run run = run(files().file("a", within(totals(1), ballots(1, yea("1", "Red"), yea("2", "Red"))))
                .file("b", ballots(1, nay("1", "Red"))));

        assertThat(recorded(1)).extracting(Ballot::choice).containsOnly(Choice.YEA);
        assertThat(run.counts().warnings()).isPositive();
        assertThat(notices(run))
                .anyMatch(each ->
                        each.code().equals("contradiction") && each.file().equals("b"));
    }

    // ---- what is derived

    @Test
    final void whoever_is_inferred_from_ballots_is_not_recorded_where_no_ballot_is() throws InterruptedException {
        run(files().file(
                        "a",
                        within(
                                totals(1),
                                ballots(1, yea("1", "Red"), yea("2", "Red")),
                                totals(2),
                                ballots(2, yea("2", "Red")),
                                totals(3),
                                ballots(3, yea("1", "Red"), yea("2", "Red")))));

        assertThat(derived(2)).singleElement().satisfies(ballot -> {
            assertThat(ballot.key().person()).isEqualTo("1");
            assertThat(ballot.choice()).isEqualTo(Choice.NOT_RECORDED);
            assertThat(ballot.basis()).contains(Basis.BALLOTS);
            assertThat(ballot.party()).contains(RED);
        });
        assertThat(parties(2)).singleElement().extracting(PartyTally::absent).isEqualTo(0);
    }

    @Test
    final void whoever_a_source_seats_is_absent_where_no_ballot_is() throws InterruptedException {
        run(files().file(
                        "a",
                        within(
                                seat(Optional.of("9"), "Nine", "Riding 9", DAY.minusDays(90), Optional.empty()),
                                totals(1),
                                ballots(1, yea("1", "Red")))));

        assertThat(derived(1)).singleElement().satisfies(ballot -> {
            assertThat(ballot.key().person()).isEqualTo("9");
            assertThat(ballot.choice()).isEqualTo(Choice.ABSENT);
            assertThat(ballot.basis()).contains(Basis.SOURCE);
            assertThat(ballot.riding()).contains("Riding 9");
        });
        assertThat(parties(1)).singleElement().extracting(PartyTally::absent).isEqualTo(1);
    }

    @Test
    final void a_seat_without_an_end_does_not_outlive_its_parliament() throws InterruptedException {
        VoteKey later = new VoteKey(new SessionKey(ZZ, 8, 1), Chamber.HOUSE, 1);
        run(files().file(
                        "a",
                        within(
                                session(later.session(), DAY.plusYears(4)),
                                seat(Optional.of("9"), "Nine", "Riding 9", DAY.minusDays(90), Optional.empty()),
                                totals(1),
                                ballots(1, yea("1", "Red")),
                                list(division(later, DAY.plusYears(4), VoteResult.AGREED)),
                                ballots(later, yea("1", "Red")))));

        assertThat(derived(1)).hasSize(1);
        assertThat(stored(later, true)).isEmpty();
        assertThat(theMember("9").current()).isEmpty();
    }

    @Test
    final void a_recorded_ballot_replaces_a_derived_one() throws InterruptedException {
        Claim seated = seat(Optional.of("9"), "Nine", "Riding 9", DAY.minusDays(90), Optional.empty());
        run(files().file("a", within(seated, totals(1), ballots(1, yea("1", "Red")))));

        run(files().file("a", ballots(1, yea("1", "Red"), nay("9", "Red"))));

        assertThat(derived(1)).isEmpty();
        assertThat(recorded(1)).hasSize(2);
    }

    @Test
    final void who_presides_is_excluded_where_a_source_says_it() throws InterruptedException {
        Claim chair = new Claim.OfChair(
                Rank.NATIVE_LIST, new MemberKey(ZZ, "9"), Chamber.HOUSE, DAY.minusDays(90), Optional.of(DAY));

        run(files().file(
                        "a",
                        within(
                                seat(Optional.of("9"), "Nine", "Riding 9", DAY.minusDays(90), Optional.empty()),
                                chair,
                                totals(1),
                                ballots(1, yea("1", "Red")),
                                list(announced(division(2, DAY.plusDays(1)), 1, 0, 0)),
                                ballots(2, yea("1", "Red")))));

        assertThat(derived(1)).isEmpty();
        assertThat(derived(2)).hasSize(1);
    }

    @Test
    final void who_only_breaks_ties_presides() throws InterruptedException {
        List<Claim> claims = new ArrayList<>(within());
        for (int number = 1; number <= 5; number++) {
            boolean tie = number == 2 || number == 4;
            claims.add(list(division(vote(number), DAY, tie ? VoteResult.TIE : VoteResult.AGREED)));
            claims.add(
                    tie
                            ? ballots(number, yea("1", "Red"), yea("9", "Red"))
                            : ballots(number, yea("1", "Red"), yea("2", "Red")));
        }

        run(files().file("a", claims));

        assertThat(derived(3)).isEmpty();
        assertThat(derived(2))
                .singleElement()
                .satisfies(ballot -> assertThat(ballot.key().person()).isEqualTo("2"));
    }

    @Test
    final void who_only_casts_the_deciding_ballot_presides() throws InterruptedException {
        List<Claim> claims = new ArrayList<>(within());
        for (int number = 1; number <= 5; number++) {
            claims.add(list(division(vote(number), DAY, VoteResult.AGREED)));
            claims.add(
                    number == 2 || number == 4
                            ? ballots(number, yea("1", "Red"), nay("2", "Blue"), yea("9", "Red"))
                            : ballots(number, yea("1", "Red"), yea("2", "Blue"), yea("3", "Blue")));
        }

        run(files().file("a", claims));

        assertThat(derived(3)).isEmpty();
    }

    @Test
    final void who_broke_a_tie_in_another_session_of_the_parliament_presides_still() throws InterruptedException {
        VoteKey later = new VoteKey(SECOND, Chamber.HOUSE, 1);

        run(files().file(
                        "a",
                        within(
                                session(SECOND, DAY.plusDays(100)),
                                seat(Optional.of("9"), "Nine", "Riding 9", DAY.minusDays(90), Optional.empty()),
                                totals(1),
                                ballots(1, yea("1", "Red")),
                                list(division(vote(2), DAY, VoteResult.TIE)),
                                ballots(2, yea("1", "Red"), nay("9", "Red")),
                                list(division(later, DAY.plusDays(101), VoteResult.AGREED)),
                                ballots(later, yea("1", "Red")))));

        assertThat(stored(later, true)).isEmpty();
    }

    @Test
    final void a_party_divided_by_less_than_fifteen_per_cent_has_a_line() throws InterruptedException {
        List<Claim.Cast> casts = new ArrayList<>();
        for (int person = 1; person <= 20; person++) {
            casts.add(person <= 2 ? nay("" + person, "Red") : yea("" + person, "Red"));
            casts.add(person <= 3 ? nay("b" + person, "Blue") : yea("b" + person, "Blue"));
        }
        casts.add(yea("i1", "Independent"));
        casts.add(yea("i2", "Independent"));

        run(files().file("a", within(totals(1), ballots(1, casts.toArray(new Claim.Cast[0])))));

        assertThat(parties(1))
                .extracting(tally -> tally.party().slug(), PartyTally::line, PartyTally::dissents)
                .containsExactly(
                        tuple("blue", PartyLine.FREE, 0),
                        tuple("red", PartyLine.YEA, 2),
                        tuple("independent", PartyLine.FREE, 0));
        assertThat(recorded(1).stream()
                        .filter(Ballot::dissent)
                        .map(each -> each.key().person()))
                .containsExactlyInAnyOrder("1", "2");
    }

    @Test
    final void a_partial_import_derives_what_an_import_of_everything_derives() throws InterruptedException {
        run(files().file(
                        "a",
                        within(
                                list(division(1, DAY)),
                                ballots(1, yea("1", "Red"), yea("2", "Red")),
                                list(division(2, DAY.plusDays(1))),
                                ballots(2, yea("2", "Red")))));
        assertThat(derived(2)).isEmpty();

        run(files().file("b", list(division(3, DAY.plusDays(2))), ballots(3, yea("1", "Red"), yea("2", "Red"))));

        assertThat(derived(2)).hasSize(1);
    }

    // ---- members

    @Test
    final void a_floor_crosser_keeps_both_parties() throws InterruptedException {
        run(files().file(
                        "a",
                        within(
                                totals(1),
                                ballots(1, yea("1", "Red")),
                                list(announced(division(2, DAY.plusDays(3)), 1, 0, 0)),
                                ballots(2, yea("1", "Blue")))));

        assertThat(recorded(1)).extracting(Ballot::party).containsExactly(Optional.of(RED));
        assertThat(theMember("1").memberships())
                .extracting(each -> each.party().orElseThrow().slug(), Membership::from, Membership::to)
                .containsExactly(
                        tuple("blue", DAY.plusDays(3), Optional.of(DAY.plusDays(3))),
                        tuple("red", DAY, Optional.of(DAY)));
    }

    @Test
    final void a_member_has_the_latest_name_and_each_ballot_the_name_of_its_moment() throws InterruptedException {
        run(files().file(
                        "a",
                        within(
                                totals(2),
                                ballots(2, cast("1", "New Name", "Red", Choice.YEA, false)),
                                totals(1),
                                ballots(1, cast("1", "Old Name", "Red", Choice.YEA, false)))));

        assertThat(theMember("1").name().full()).isEqualTo("New Name");
        assertThat(recorded(1)).extracting(Ballot::name).containsExactly("Old Name");
    }

    @Test
    final void a_seat_without_an_id_goes_to_the_known_person_of_that_name_and_riding() throws InterruptedException {
        run(files().file(
                        "a",
                        within(
                                totals(1),
                                ballots(1, yea("1", "Red")),
                                seat(Optional.empty(), "PERSON 1", "riding-1", DAY.minusDays(90), Optional.empty()))));

        assertThat(theMember("1").current())
                .hasValueSatisfying(current -> assertThat(current.basis()).isEqualTo(Basis.SOURCE));
        assertThat(theMember("1").memberships())
                .allSatisfy(each -> assertThat(each.province()).contains("North"));
    }

    @Test
    final void a_person_to_whom_no_source_gives_an_id_becomes_no_member() throws InterruptedException {
        Run run = run(files().file("a", within(seat(Optional.empty(), "Nobody", "Nowhere", DAY, Optional.empty()))));

        assertThat(codes(run)).containsExactly("person-without-id");
        assertThat(notices(run))
                .singleElement()
                .satisfies(notice -> assertThat(notice.line()).isEqualTo(3));
        assertThat(IntakeContractDump.all(archive.members())).isEmpty();
    }

    @Test
    final void a_sponsor_is_the_one_known_member_of_that_name() throws InterruptedException {
        Bill named = sponsored(bill("C-2", Text.english("Act")), new Sponsor("Right Hon. Person 1", Optional.empty()));

        run(files().file("a", within(totals(1), ballots(1, yea("1", "Red")), listed(named))));

        assertThat(theBill("C-2").sponsor())
                .contains(new Sponsor("Right Hon. Person 1", Optional.of(new MemberKey(ZZ, "1"))));
    }

    @Test
    final void a_sponsor_whose_name_several_members_have_is_nobody() throws InterruptedException {
        Bill named = sponsored(bill("C-2", Text.english("Act")), new Sponsor("Mr. Same Name", Optional.empty()));
        Claim.Cast one = cast("1", "Same Name", "Red", Choice.YEA, false);
        Claim.Cast other = cast("2", "Same Name", "Red", Choice.YEA, false);

        Run run = run(files().file("a", within(totals(1), ballots(1, one, other), listed(named))));

        assertThat(theBill("C-2").sponsor()).contains(new Sponsor("Mr. Same Name", Optional.empty()));
        assertThat(codes(run)).contains("person-without-id");
    }

    @Test
    final void a_senator_is_no_member_of_the_house_of_the_same_name() throws InterruptedException {
        Bill named = sponsored(bill("C-2", Text.english("Act")), new Sponsor("Sen. Person 1", Optional.empty()));

        run(files().file("a", within(totals(1), ballots(1, yea("1", "Red")), listed(named))));

        assertThat(theBill("C-2").sponsor()).contains(new Sponsor("Sen. Person 1", Optional.empty()));
    }

    // ---- runs

    @Test
    final void a_rejected_file_leaves_nothing_and_the_others_are_taken() throws InterruptedException {
        Run run = run(files().file("good", within(listed(bill("C-2", Text.english("Act")))))
                .file("bad", List.of(listed(bill("C-3", Text.english("Act")))), receiver -> {
                    throw new RejectedException("malformed-xml", 17, "not well-formed");
                }));

        assertThat(run.state()).isEqualTo(Run.State.SUCCEEDED_WITH_REJECTIONS);
        assertThat(run.counts().rejected()).isEqualTo(1);
        assertThat(notices(run)).containsExactly(new Run.Notice("malformed-xml", true, "bad", 17, "not well-formed"));
        assertThat(archive.bills().find(BillKey.of(FIRST, "C-3"))).isEmpty();
        assertThat(theBill("C-2").title()).isEqualTo(Text.english("Act"));
    }

    @Test
    final void a_reader_that_breaks_is_a_rejected_file() throws InterruptedException {
        Run run = run(files().file("bad", List.of(), receiver -> {
            throw new IllegalStateException("broken");
        }));

        assertThat(codes(run)).containsExactly("unreadable-file");
    }

    @Test
    final void an_unrecognised_file_is_a_warning() throws InterruptedException {
        Run run = run(files().file("README", List.of(), receiver -> receiver.unrecognised("plain text")));

        assertThat(run.state()).isEqualTo(Run.State.SUCCEEDED);
        assertThat(codes(run)).containsExactly("unrecognised-file");
    }

    @Test
    final void an_interrupted_run_is_recorded_and_can_be_repeated() throws InterruptedException {
        List<Claim> claims = within(listed(bill("C-2", Text.english("Act"))));
        Thread importing = Thread.currentThread();
        IntakeContractSource cut =
                files().file("a", claims, receiver -> importing.interrupt()).file("b");

        assertThatThrownBy(() -> run(cut)).isInstanceOf(InterruptedException.class);

        assertThat(IntakeContractDump.all(archive.runs()))
                .singleElement()
                .extracting(Run::state)
                .isEqualTo(Run.State.INTERRUPTED);
        run(files().file("a", claims));
        assertThat(theBill("C-2").title()).isEqualTo(Text.english("Act"));
    }

    @Test
    final void more_ballots_than_the_setting_allows_are_a_rejected_file() throws InterruptedException {
        IntakeSettings defaults = IntakeSettings.defaults();
        IntakeSettings small = new IntakeSettings(
                10, 2, 10, defaults.maxTextCharacters(), defaults.maxNotices(), 1, defaults.saveInterval());
        IntakeContractSource source = files().file("a", within(totals(1), ballots(1, yea("1", "Red"), yea("2", "Red"))))
                .file("b", ballots(1, yea("1", "Red")));

        Run run = Intake.into(archive, small, Ambient.system()).run(source, Progress.silent());

        assertThat(codes(run)).contains("too-many-ballots");
        assertThat(recorded(1)).hasSize(2);
    }

    // ---- an invented parliament

    private static IntakeContractSource parliament(Random random) {
        List<Claim> lists = new ArrayList<>(within(session(SECOND, DAY.plusDays(100))));
        IntakeContractSource source = files();
        for (int number = 1; number <= 24; number++) {
            VoteKey key = new VoteKey(number % 3 == 0 ? SECOND : FIRST, Chamber.HOUSE, number);
            VoteResult result = number % 7 == 0 ? VoteResult.TIE : VoteResult.AGREED;
            LocalDate day = DAY.plusDays(number % 3 == 0 ? 100 + number : number / 2);
            lists.add(list(on(division(key, day, result), "C-" + (2 + number % 4))));
            source.file("ballots-" + number, ballots(key, casts(random, number)));
        }
        for (int number = 2; number <= 9; number++) {
            Sponsor sponsor = new Sponsor("Hon. Person " + number, Optional.empty());
            lists.add(listed(sponsored(bill("C-" + number, Text.english("Act " + number)), sponsor)));
            source.file("bill-" + number, detailed(bill("C-" + number, Text.of("Other", "Loi " + number))));
        }
        source.file(
                "members",
                seat(Optional.of("3"), "Person 3", "Riding 3", DAY.minusDays(60), Optional.empty()),
                seat(Optional.of("40"), "Person 40", "Riding 40", DAY.plusDays(5), Optional.of(DAY.plusDays(110))));
        return source.file("lists", lists);
    }

    private static Claim.Cast[] casts(Random random, int number) {
        List<Claim.Cast> casts = new ArrayList<>();
        for (int person = 1; person <= 12; person++) {
            String party = person == 5 && number > 12 ? "Blue" : person % 2 == 0 ? "Red" : "Blue";
            if (random.nextInt(4) > 0) {
                casts.add(random.nextInt(5) > 0 ? yea("" + person, party) : nay("" + person, party));
            }
        }
        if (number % 7 == 0) {
            casts.add(nay("99", "Red"));
        }
        return casts.toArray(new Claim.Cast[0]);
    }

    // ---- short ways

    private static void assertSame(List<String> actual, List<String> expected) {
        List<String> more = new ArrayList<>(actual);
        more.removeAll(expected);
        List<String> less = new ArrayList<>(expected);
        less.removeAll(actual);
        assertThat(more).as("beside %s", less).isEmpty();
        assertThat(less).isEmpty();
        assertThat(actual).hasSameSizeAs(expected);
    }

    private static IntakeContractSource files() {
        return new IntakeContractSource();
    }

    /** A division with no announced totals that differ from one ballot each of persons 1 and 2. */
    private static Claim totals(int number) {
        return list(division(number, DAY));
    }

    private Run run(IntakeContractSource source) throws InterruptedException {
        return Intake.into(archive, IntakeSettings.defaults(), Ambient.system()).run(source, Progress.silent());
    }

    private List<Run.Notice> notices(Run run) {
        return archive.runs().notices(run.id(), 0, 100);
    }

    private List<String> codes(Run run) {
        return notices(run).stream().map(Run.Notice::code).toList();
    }

    private Bill theBill(String number) {
        return archive.bills().find(BillKey.of(FIRST, number)).orElseThrow();
    }

    private Vote theVote(int number) {
        return archive.votes().find(vote(number)).orElseThrow();
    }

    private Member theMember(String person) {
        return archive.members().find(new MemberKey(ZZ, person)).orElseThrow();
    }

    private List<PartyTally> parties(int number) {
        return theVote(number).parties();
    }

    private List<Ballot> recorded(int number) {
        return stored(vote(number), false);
    }

    private List<Ballot> derived(int number) {
        return stored(vote(number), true);
    }

    private List<Ballot> allBallots(int number) {
        return IntakeContractDump.all(
                archive.ballots(), Filter.where(Ballots.VOTE.is(vote(number).id())));
    }

    private List<Ballot> stored(VoteKey key, boolean derived) {
        return IntakeContractDump.all(
                archive.ballots(),
                Filter.<Ballot>where(Ballots.VOTE.is(key.id())).and(Ballots.DERIVED.is(derived)));
    }
}

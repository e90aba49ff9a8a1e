// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import static ca.openpolicy.core.ContractWords.sourced;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every archive keeps of members, texts, the catalogue and the runs. */
public abstract class SmallWordsContract {
    private static final LocalDate DAY = LocalDate.of(2024, 1, 15);

    private final ContractWords words = ContractWords.fresh();

    /**
     * The archive to be tested; other tests may use it at the same time.
     *
     * @return an open archive
     */
    protected abstract Archive archive();

    @Test
    void a_member_is_read_back_with_its_memberships_in_order() throws InterruptedException {
        Member member = words.member(
                "1",
                "Zo\u00e9 L'\u00c9cuyer",
                words.seat(DAY, Optional.empty(), Basis.SOURCE),
                words.seat(DAY.minusYears(1), Optional.of(DAY), Basis.BALLOTS));
        load(member, 1);

        Member stored = archive().members().find(member.key()).orElseThrow();
        assertThat(stored.memberships()).isEqualTo(member.memberships());
        assertThat(stored.current()).isEqualTo(member.current());
        assertThat(stored.name()).isEqualTo(member.name());
        assertThat(stored.identifiers()).isEqualTo(member.identifiers());
    }

    @Test
    void members_are_found_by_folded_name_riding_province_party_and_session() throws InterruptedException {
        load(words.member("1", "Zo\u00e9 C\u00f4t\u00e9", words.seat(DAY, Optional.empty(), Basis.SOURCE)), 1);
        load(words.member("2", "Ann Lee", words.seat(DAY, Optional.of(DAY), Basis.BALLOTS)), 1);

        assertThat(names(Members.NAME.is("cote"))).containsExactly("Zo\u00e9 C\u00f4t\u00e9");
        assertThat(names(Members.RIDING.is("ile-nord"))).hasSize(2);
        assertThat(names(Members.PROVINCE.is("QUEBEC"))).hasSize(2);
        assertThat(names(Members.PARTY.is(words.jurisdiction().code() + "/lamp")))
                .hasSize(2);
        assertThat(names(Members.SESSION.is("3-1"))).containsExactly("Ann Lee");
        assertThat(names(Members.CURRENT.is(true))).containsExactly("Zo\u00e9 C\u00f4t\u00e9");
        assertThat(names(Members.CURRENT.is(false))).containsExactly("Ann Lee");
        assertThat(names(Members.NAME.in(List.of("cote", "LEE"))))
                .containsExactly("Ann Lee", "Zo\u00e9 C\u00f4t\u00e9");
        assertThat(names(Members.NAME.is("%"))).isEmpty();
    }

    @Test
    void texts_lie_with_their_bill_by_language() throws InterruptedException {
        BillKey bill = words.bill(4).key();
        BillText english = new BillText(
                bill,
                "en",
                "first-reading-house",
                Optional.of(DAY),
                List.of(new BillText.Section("1", "Short title", "Lamps Act\n\ttabbed \\ slashed")));
        BillText french = new BillText(bill, "fr", "first-reading-house", Optional.empty(), List.of());
        archive().texts().load(List.of(sourced(english, 1), sourced(french, 2)).iterator(), Cause.PROGRAM);

        assertThat(archive().texts().of(bill.id())).containsExactly(english, french);
        assertThat(archive().texts().of(words.bill(5).id())).isEmpty();
    }

    @Test
    void the_catalogue_keeps_a_name_that_a_later_load_does_not_know() {
        PartyKey party = new PartyKey(words.jurisdiction(), "lamp");
        Session session = new Session(
                words.session(), Text.english("3rd Diet"), Optional.of(DAY), Optional.empty(), Session.Counts.NONE);
        Loaded first = archive()
                .catalogue()
                .load(
                        List.of(words.legislature()),
                        List.of(session),
                        List.of(new Party(party, Text.of("Lamp", "Lampe"))));
        Loaded again = archive()
                .catalogue()
                .load(List.of(words.legislature()), List.of(session), List.of(new Party(party, Text.english("Lamp"))));

        assertThat(first).isEqualTo(new Loaded(3, 0, 0));
        assertThat(again).isEqualTo(new Loaded(0, 0, 3));
        assertThat(archive().catalogue().party(party)).contains(new Party(party, Text.of("Lamp", "Lampe")));
        assertThat(archive().catalogue().sessions()).contains(session);
        assertThat(archive().catalogue().jurisdictions()).contains(words.legislature());
    }

    @Test
    void a_session_counts_what_the_archive_holds_of_it() throws InterruptedException {
        archive()
                .catalogue()
                .load(
                        List.of(words.legislature()),
                        List.of(new Session(
                                words.session(), Text.NONE, Optional.empty(), Optional.empty(), Session.Counts.NONE)),
                        List.of());
        archive().bills().create(words.bill(1));
        Division division = words.division(1, DAY, Optional.empty(), Choice.YEA, Choice.PAIRED, Choice.NOT_RECORDED);
        archive().votes().load(List.of(sourced(division, 1)).iterator(), Cause.PROGRAM);
        load(words.member("1", "A", words.seat(DAY, Optional.of(DAY), Basis.BALLOTS)), 1);
        load(words.member("2", "B", words.seat(DAY, Optional.of(DAY), Basis.BALLOTS)), 1);
        load(words.member("3", "C", words.seat(DAY, Optional.of(DAY), Basis.SOURCE)), 1);

        assertThat(archive().catalogue().sessions())
                .filteredOn(session -> session.key().equals(words.session()))
                .extracting(Session::counts)
                .containsExactly(new Session.Counts(1, 1, 2, 2));
    }

    @Test
    void a_run_is_recorded_with_its_notices_and_makes_its_source_fresh() {
        String source = "source of " + words.jurisdiction();
        Run run = archive().runs().start(source);
        assertThat(archive().runs().find(run.id())).contains(run);

        List<Run.Notice> notices = IntStream.range(0, 30)
                .mapToObj(n -> new Run.Notice("totals-differ", n % 2 == 0, "a/b.csv", n, "line\n" + n))
                .toList();
        Instant end = run.started().plusSeconds(5);
        Run finished = new Run(
                run.id(),
                source,
                Run.State.SUCCEEDED,
                run.started(),
                Optional.of(end),
                new Run.Counts(1, 2, 3, 4, 5, 6, 30));
        archive().runs().save(finished, notices);

        assertThat(archive().runs().find(run.id())).contains(finished);
        assertThat(archive().runs().notices(run.id(), 10, 5)).isEqualTo(notices.subList(10, 15));
        assertThat(archive().runs().freshness())
                .filteredOn(freshness -> freshness.source().equals(source))
                .containsExactly(new Freshness(source, finished, Optional.of(end)));
        assertThat(archive()
                        .runs()
                        .find(Filter.where(Runs.SOURCE.is(source)), PageRequest.first(5))
                        .items())
                .containsExactly(finished);
    }

    @Test
    void demands_on_seats_are_demands_on_one_seat() throws InterruptedException {
        PartyKey torch = new PartyKey(words.jurisdiction(), "torch");
        Membership before = words.seat(DAY.minusYears(1), Optional.of(DAY), Basis.BALLOTS);
        Membership now = new Membership(
                Optional.empty(),
                Optional.of(torch),
                before.riding(),
                before.province(),
                before.chamber(),
                DAY,
                Optional.empty(),
                Basis.SOURCE);
        load(words.member("1", "Ann Lee", now, before), 1);

        Filter<Member> sitting = words.members().and(Members.CURRENT.is(true));
        String lamp = words.jurisdiction().code() + "/lamp";
        assertThat(archive().members().count(sitting.and(Members.PARTY.is(torch.canonical()))))
                .isEqualTo(1);
        assertThat(archive().members().count(sitting.and(Members.PARTY.is(lamp))))
                .isZero();
        assertThat(archive()
                        .members()
                        .count(words.members().and(Members.PARTY.is(lamp)).and(Members.SESSION.is("3-1"))))
                .isEqualTo(1);
        assertThat(archive()
                        .members()
                        .count(words.members()
                                .and(Members.PARTY.is(torch.canonical()))
                                .and(Members.SESSION.is("3-1"))))
                .isZero();
    }

    private List<String> names(Condition<Member> condition) {
        Filter<Member> filter = words.members().and(condition);
        List<String> names = archive().members().find(filter, PageRequest.first(100)).items().stream()
                .map(member -> member.name().full())
                .toList();
        assertThat(archive().members().count(filter)).isEqualTo(names.size());
        return names;
    }

    private void load(Member member, int digest) throws InterruptedException {
        archive().members().load(List.of(sourced(member, digest)).iterator(), Cause.PROGRAM);
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

import static org.assertj.core.api.Assertions.assertThat;

import ca.openpolicy.core.Bill;
import ca.openpolicy.core.BillStatus;
import ca.openpolicy.core.BillText;
import ca.openpolicy.core.Choice;
import ca.openpolicy.core.Claim;
import ca.openpolicy.core.Claim.Cast;
import ca.openpolicy.core.Rank;
import ca.openpolicy.core.SourceFile;
import ca.openpolicy.core.Vote;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The readers on the folder named by the property openpolicy.data; without that folder these tests are left out. */
@EnabledIf(
        value = "ca.openpolicy.canada.RealData#present",
        disabledReason = "needs the real data: set -Dopenpolicy.data=FOLDER")
class RealDataTest {
    private static List<Recorded> read(String part) {
        return RealData.files(part).stream().map(Recorded::of).toList();
    }

    private static <C extends Claim> List<C> claims(List<Recorded> files, Class<C> type) {
        return files.stream().flatMap(file -> file.all(type).stream()).toList();
    }

    @Test
    void every_file_is_read_or_named_and_none_is_rejected() {
        Map<String, Integer> kinds = new TreeMap<>();
        List<String> odd = new ArrayList<>();
        for (SourceFile file : RealData.files("")) {
            Recorded recorded = Recorded.of(file);
            if (recorded.refused.isPresent() || !recorded.rejections.isEmpty() || !recorded.warnings.isEmpty()) {
                odd.add(file.name() + ": " + recorded);
            }
            String folder = file.name().replaceAll("/.*", "");
            kinds.merge(recorded.unrecognised.isEmpty() ? folder : folder + " unrecognised", 1, Integer::sum);
        }
        assertThat(odd).isEmpty();
        assertThat(kinds)
                .containsEntry("legisinfo-bills-xml", 15)
                .containsEntry("legisinfo-json-45-1", 1 + 131 + 129)
                .containsEntry("ourcommons-native-xml", 4)
                .containsEntry("ourcommons-votes-csv", 3353 + 9)
                .containsEntry("hansard-xml unrecognised", 9)
                .containsEntry("legisinfo-legacy-xml-2018 unrecognised", 882)
                .containsEntry("openparliament-api-2014 unrecognised", 10)
                .doesNotContainKeys("hansard-xml", "legisinfo-legacy-xml-2018", "openparliament-api-2014");
    }

    @Test
    void all_ballots_are_read_with_the_counts_of_the_oracle() {
        long yea = 0;
        long nay = 0;
        long pairedOnly = 0;
        long paired = 0;
        int divisions = 0;
        int without = 0;
        Set<String> people = new HashSet<>();
        for (SourceFile file : RealData.files("ourcommons-votes-csv")) {
            for (Claim.OfBallots ballots : Recorded.of(file).all(Claim.OfBallots.class)) {
                divisions++;
                for (Cast cast : ballots.casts()) {
                    yea += cast.choice() == Choice.YEA ? 1 : 0;
                    nay += cast.choice() == Choice.NAY ? 1 : 0;
                    pairedOnly += cast.choice() == Choice.PAIRED ? 1 : 0;
                    paired += cast.paired() ? 1 : 0;
                    people.add(cast.person());
                    without += cast.riding().isPresent() && cast.party().isPresent() ? 0 : 1;
                }
            }
        }
        assertThat(divisions).isEqualTo(3353);
        assertThat(yea + nay + pairedOnly).isEqualTo(890_604);
        assertThat(paired).isGreaterThanOrEqualTo(pairedOnly);
        assertThat(people).hasSize(904);
        assertThat(without).isZero();
    }

    @Test
    void division_871_of_42_1_has_neither_totals_nor_ballots() {
        List<Recorded> files = read("ourcommons-votes-csv/Parliament_42-1");
        Vote vote = claims(files, Claim.OfVote.class).stream()
                .map(Claim.OfVote::vote)
                .filter(one -> one.key().number() == 871)
                .findFirst()
                .orElseThrow();
        Claim.OfBallots ballots = claims(files, Claim.OfBallots.class).stream()
                .filter(one -> one.vote().equals(vote.key()))
                .findFirst()
                .orElseThrow();

        assertThat(vote.announced()).isEmpty();
        assertThat(ballots.casts()).isEmpty();
    }

    @Test
    void the_lists_hold_all_bills_and_the_utc_day_is_the_day_of_the_activity() {
        List<Bill> bills = new ArrayList<>();
        for (String part : List.of("legisinfo-bills-xml", "legisinfo-json-45-1/bills.json")) {
            claims(read(part), Claim.OfBill.class).forEach(claim -> bills.add(claim.bill()));
        }
        List<Bill> dated = bills.stream().filter(RealDataTest::namesItsDay).toList();

        assertThat(bills).hasSize(5_323 + 162);
        assertThat(bills).noneMatch(bill -> bill.status() == BillStatus.UNKNOWN);
        assertThat(bills)
                .allMatch(bill -> bill.type().isPresent() && bill.chamber().isPresent());
        assertThat(dated).hasSizeGreaterThan(3_000).allMatch(RealDataTest::namesItsDayRightly);
    }

    private static Optional<String> activity(Bill bill) {
        return bill.lastEvent().flatMap(event -> event.text().en());
    }

    private static boolean namesItsDay(Bill bill) {
        return activity(bill)
                .filter(text -> text.matches(".* on \\p{L}+ \\d+, \\d{4}.*"))
                .isPresent();
    }

    private static boolean namesItsDayRightly(Bill bill) {
        String day = java.time.format.DateTimeFormatter.ofPattern("MMMM d, uuuu", java.util.Locale.ENGLISH)
                .format(bill.lastEvent().orElseThrow().date());
        return activity(bill).orElse("").contains(day);
    }

    @Test
    void all_sessions_of_the_lists_are_told_with_names_and_days() {
        List<Claim.OfSession> sessions = claims(read("legisinfo-bills-xml"), Claim.OfSession.class);

        assertThat(sessions).hasSize(15);
        assertThat(sessions).allMatch(claim -> claim.session().start().isPresent());
        assertThat(sessions).allMatch(claim -> claim.session().end().isPresent());
        assertThat(sessions)
                .allMatch(claim -> !claim.session().name().fr().orElse("<").contains("<"));
    }

    @Test
    void the_vote_xml_equals_the_csv_person_by_person() {
        Claim.OfBallots xml =
                Recorded.of(file("ourcommons-native-xml", "vote-43-2-69.xml")).only(Claim.OfBallots.class);
        Claim.OfBallots csv = Recorded.of(file("ourcommons-votes-csv", "Parliament_43-2/file_69.csv"))
                .only(Claim.OfBallots.class);
        Map<String, Cast> byPerson = csv.casts().stream().collect(Collectors.toMap(Cast::person, Function.identity()));

        assertThat(xml.vote()).isEqualTo(csv.vote());
        assertThat(xml.casts()).hasSize(330).hasSameSizeAs(csv.casts());
        for (Cast cast : xml.casts()) {
            Cast other = byPerson.get(cast.person());
            assertThat(other)
                    .usingRecursiveComparison()
                    .ignoringFields("province")
                    .isEqualTo(cast);
        }
    }

    private static SourceFile file(String part, String name) {
        return RealData.files(part).stream()
                .filter(file -> file.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void details_tell_sponsors_stages_and_divisions_that_join_to_the_list() {
        List<Recorded> details = read("legisinfo-json-45-1/bill");
        Map<Integer, Vote> listed = new HashMap<>();
        claims(read("ourcommons-votes-csv/Parliament_45-1"), Claim.OfVote.class)
                .forEach(claim -> listed.put(claim.vote().key().number(), claim.vote()));
        List<Claim.OfVote> votes = claims(details, Claim.OfVote.class);

        assertThat(claims(details, Claim.OfBill.class))
                .hasSize(131)
                .allMatch(claim -> claim.bill().sponsor().orElseThrow().member().isPresent()
                        && claim.bill().stages().size() >= 7);
        assertThat(votes).hasSize(45).allSatisfy(claim -> {
            Vote list = Objects.requireNonNull(listed.get(claim.vote().key().number()));
            assertThat(claim.vote().subject().fr()).isPresent();
            assertThat(claim.vote().subject().en()).isEqualTo(list.subject().en());
            assertThat(claim.vote().bill()).isEqualTo(list.bill());
            assertThat(claim.vote().announced()).isEqualTo(list.announced());
            assertThat(claim.vote().date()).isEqualTo(list.date());
            assertThat(claim.vote().at()).isEmpty();
        });
    }

    @Test
    void days_of_details_equal_those_of_the_list_but_one() {
        Map<String, Bill> listed = new HashMap<>();
        claims(read("legisinfo-json-45-1/bills.json"), Claim.OfBill.class)
                .forEach(claim -> listed.put(claim.bill().key().canonical(), claim.bill()));
        List<Bill> differ = claims(read("legisinfo-json-45-1/bill"), Claim.OfBill.class).stream()
                .map(Claim.OfBill::bill)
                .filter(bill -> !bill.introduced()
                        .equals(Objects.requireNonNull(listed.get(bill.key().canonical()))
                                .introduced()))
                .toList();

        assertThat(differ).isEmpty();
    }

    @Test
    void texts_are_kept_as_sections() {
        List<BillText> texts = claims(read("legisinfo-json-45-1/text"), Claim.OfText.class).stream()
                .map(Claim.OfText::text)
                .toList();

        assertThat(texts).hasSize(129);
        for (BillText text : texts) {
            assertThat(text.sections()).isNotEmpty();
            assertThat(text.stage()).isNotEmpty();
            assertThat(text.date()).isPresent();
            assertThat(text.sections().stream()
                            .anyMatch(section -> section.heading().equalsIgnoreCase("SUMMARY")))
                    .isTrue();
        }
    }

    @Test
    void members_and_old_votes_are_read() {
        List<Recorded> files = read("ourcommons-native-xml");

        assertThat(claims(files, Claim.OfSeat.class)).hasSize(338 + 1_109);
        assertThat(claims(files, Claim.OfVote.class))
                .filteredOn(claim -> claim.rank() == Rank.LEGACY)
                .hasSize(880)
                .allMatch(claim -> claim.vote().at().isEmpty());
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

import static org.assertj.core.api.Assertions.assertThat;

import ca.openpolicy.core.Bill;
import ca.openpolicy.core.BillStatus;
import ca.openpolicy.core.BillType;
import ca.openpolicy.core.Chamber;
import ca.openpolicy.core.Claim;
import ca.openpolicy.core.Identifier;
import ca.openpolicy.core.LastEvent;
import ca.openpolicy.core.Rank;
import ca.openpolicy.core.Session;
import ca.openpolicy.core.Sponsor;
import ca.openpolicy.core.Stage;
import ca.openpolicy.core.StageName;
import ca.openpolicy.core.StageState;
import ca.openpolicy.core.Text;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BillListTest {
    private static List<Bill> bills(String name) {
        return Fixtures.read(name).all(Claim.OfBill.class).stream()
                .map(Claim.OfBill::bill)
                .toList();
    }

    private static Bill bill(String name, String number) {
        return bills(name).stream()
                .filter(bill -> bill.key().number().toString().equals(number))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_list_datetime_is_the_utc_day_whatever_zone_it_claims() {
        Bill bill = bill("bills.xml", "S-210");

        assertThat(bill.introduced()).contains(LocalDate.parse("2021-11-23"));
        assertThat(bill.lastEvent())
                .contains(new LastEvent(
                        LocalDate.parse("2022-12-15"),
                        Text.of(
                                "Royal assent on December 15, 2022 (Senate)",
                                "Sanction royale le 15 décembre 2022 (Sénat)")));
    }

    @Test
    void a_list_datetime_in_summer_and_in_winter_is_shifted_back_by_its_own_offset() {
        assertThat(bill("bills.xml", "C-11").stages())
                .extracting(stage -> stage.date().orElseThrow().toString())
                .containsExactly("2022-02-02", "2022-05-12");
    }

    @Test
    void the_xml_and_the_json_list_say_the_same() {
        assertThat(bills("bills.json")).isEqualTo(bills("bills.xml")).hasSize(3);
    }

    @Test
    void ids_that_are_always_zero_in_lists_are_not_taken() {
        Bill bill = bill("bills.xml", "C-11");

        assertThat(bill.identifiers()).containsExactly(new Identifier("legisinfo", "7000011"));
        assertThat(bill.sponsor()).contains(new Sponsor("Hon. Avery Lantern", Optional.empty()));
    }

    @Test
    void whitespace_only_and_empty_titles_are_absent() {
        assertThat(bill("bills.xml", "C-10A").shortTitle()).isEqualTo(Text.NONE);
        assertThat(bill("bills.json", "C-10A").shortTitle()).isEqualTo(Text.NONE);
        assertThat(bill("bills.xml", "C-11").shortTitle()).isEqualTo(Text.of("Lighthouses Act", "Loi sur les phares"));
    }

    @Test
    void a_bill_without_an_activity_has_its_day_only_and_none_without_a_sponsor() {
        Bill bill = bill("bills.xml", "C-10A");

        assertThat(bill.lastEvent()).contains(new LastEvent(LocalDate.parse("2022-03-03"), Text.NONE));
        assertThat(bill.sponsor()).isEmpty();
    }

    @Test
    void the_type_is_known_with_a_curly_and_with_a_straight_apostrophe() {
        assertThat(bill("bills.xml", "C-10A").type()).contains(BillType.PRIVATE_MEMBER);
        assertThat(Fixtures.changed("bills.xml", "Private Member’s Bill", "Private Member's Bill")
                        .codes())
                .isEmpty();
    }

    @Test
    void readings_become_stages_in_order_of_chamber_and_name() {
        assertThat(bill("bills.xml", "S-210").stages())
                .extracting(Stage::chamber, Stage::name, Stage::state)
                .startsWith(org.assertj.core.groups.Tuple.tuple(
                        Optional.of(Chamber.HOUSE), StageName.FIRST_READING, StageState.COMPLETED))
                .endsWith(org.assertj.core.groups.Tuple.tuple(
                        Optional.empty(), StageName.ROYAL_ASSENT, StageState.COMPLETED))
                .hasSize(7);
    }

    @Test
    void the_session_has_a_name_without_markup_and_days() {
        Session session = Fixtures.read("bills.xml").only(Claim.OfSession.class).session();

        assertThat(session.name()).isEqualTo(Text.of("44th Parliament, 1st session", "44e législature, 1re session"));
        assertThat(session.start()).contains(LocalDate.parse("2021-11-22"));
        assertThat(session.end()).contains(LocalDate.parse("2025-01-06"));
    }

    @Test
    void a_session_that_lasts_has_no_end() {
        Recorded recorded = Fixtures.changed("bills.json", "to January 6, 2025", "to present");

        assertThat(recorded.only(Claim.OfSession.class).session().end()).isEmpty();
        assertThat(recorded.warnings).isEmpty();
    }

    @Test
    void an_unknown_status_is_a_warning_and_stays_as_text() {
        Recorded recorded = Fixtures.changed("bills.xml", "Royal assent received", "Sunk");
        Bill bill = recorded.all(Claim.OfBill.class).get(1).bill();

        assertThat(recorded.codes()).containsExactly("unknown-status");
        assertThat(bill.status()).isEqualTo(BillStatus.UNKNOWN);
        assertThat(bill.statusText().en()).contains("Sunk");
    }

    @Test
    void every_native_status_is_known() {
        List<String> natives = List.of(
                "Outside the Order of Precedence",
                "Royal assent received",
                "At second reading in the House of Commons",
                "At second reading in the Senate",
                "Bill defeated",
                "At consideration in committee in the Senate",
                "Bill not proceeded with",
                "At consideration in committee in the House of Commons",
                "Referred to committee before second reading in the House of Commons",
                "At report stage in the House of Commons",
                "Introduced as pro forma bill",
                "At third reading in the House of Commons",
                "Senate bill awaiting first reading in the House of Commons",
                "At third reading in the Senate",
                "At report stage in the Senate",
                "At report stage and second reading in the House of Commons",
                "At consideration in the House of Commons of amendments made by the Senate",
                "At consideration in the Senate of amendments made by the House of Commons",
                "House of Commons bill awaiting first reading in the Senate",
                "Awaiting royal assent");

        assertThat(natives.stream().map(Vocabulary::status))
                .allMatch(Optional::isPresent)
                .doesNotHaveDuplicates();
    }

    @Test
    void an_unknown_type_is_a_warning_and_absent() {
        Recorded recorded = Fixtures.changed("bills.xml", "Senate Public Bill", "Harbour Bill");

        assertThat(recorded.codes()).containsExactly("unknown-bill-type");
        assertThat(recorded.all(Claim.OfBill.class).get(1).bill().type()).isEmpty();
    }

    @Test
    void a_bill_with_a_missing_field_is_refused_alone_with_its_line() {
        Recorded recorded = Fixtures.changed("bills.xml", "<BillNumberFormatted>S-210</BillNumberFormatted>", "");

        assertThat(recorded.rejectedCodes()).containsExactly("missing-field");
        assertThat(recorded.rejections.get(0).line()).isEqualTo(49);
        assertThat(recorded.all(Claim.OfBill.class)).hasSize(2).allMatch(claim -> claim.rank() == Rank.NATIVE_LIST);
    }

    @Test
    void a_bill_number_that_canada_does_not_give_is_refused_alone() {
        assertThat(Fixtures.changed("bills.json", "S-210", "Q-210").rejectedCodes())
                .containsExactly("invalid-value");
    }

    @Test
    void the_same_row_twice_is_a_warning_and_another_row_of_the_same_bill_is_refused() {
        String list = Fixtures.text("bills.json");
        String row = list.substring(1, list.indexOf("},{") + 1);

        Recorded same = Recorded.of("bills.json", "[" + row + "," + row + "]");
        Recorded other = Recorded.of("bills.json", "[" + row + "," + row.replace("Lighthouses", "Towers") + "]");

        assertThat(same.codes()).containsExactly("duplicate-row");
        assertThat(same.all(Claim.OfBill.class)).hasSize(1);
        assertThat(other.rejectedCodes()).containsExactly("contradictory-row");
        assertThat(other.only(Claim.OfBill.class).bill().shortTitle().en()).contains("Lighthouses Act");
    }

    @Test
    void an_impossible_date_and_a_session_against_its_numbers_are_refused_alone() {
        assertThat(Fixtures.changed("bills.xml", "2022-12-14T19:00:00-05:00", "2022-13-44T19:00:00-05:00")
                        .rejectedCodes())
                .containsExactly("invalid-value");
        assertThat(Fixtures.changed("bills.json", "\"SessionNumber\":1", "\"SessionNumber\":2")
                        .rejectedCodes())
                .containsOnly("invalid-value")
                .hasSize(3);
    }
}

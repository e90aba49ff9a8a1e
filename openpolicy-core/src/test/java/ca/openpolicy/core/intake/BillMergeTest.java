// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import static ca.openpolicy.core.intake.IntakeContractWords.DAY;
import static ca.openpolicy.core.intake.IntakeContractWords.FIRST;
import static org.assertj.core.api.Assertions.assertThat;

import ca.openpolicy.core.Bill;
import ca.openpolicy.core.BillKey;
import ca.openpolicy.core.BillStatus;
import ca.openpolicy.core.Chamber;
import ca.openpolicy.core.Identifier;
import ca.openpolicy.core.MemberKey;
import ca.openpolicy.core.Revision;
import ca.openpolicy.core.Sponsor;
import ca.openpolicy.core.Stage;
import ca.openpolicy.core.StageName;
import ca.openpolicy.core.StageState;
import ca.openpolicy.core.Text;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BillMergeTest {
    @Test
    void a_stage_takes_its_day_from_a_source_that_says_the_same_state() {
        Stage believed = stage(StageState.COMPLETED, Optional.empty(), Text.NONE);
        Stage other = stage(StageState.IN_PROGRESS, Optional.of(DAY), Text.english("Finance"));
        Stage same = stage(StageState.COMPLETED, Optional.of(DAY.plusDays(1)), Text.NONE);

        Bill merged = BillMerge.merge(List.of(bill(believed), bill(other), bill(same)));

        assertThat(merged.stages())
                .containsExactly(stage(StageState.COMPLETED, Optional.of(DAY.plusDays(1)), Text.english("Finance")));
    }

    @Test
    void stages_stand_in_order_of_chamber_and_name_with_royal_assent_last() {
        Stage assent =
                new Stage(Optional.empty(), StageName.ROYAL_ASSENT, StageState.COMPLETED, Optional.empty(), Text.NONE);
        Stage senate = new Stage(
                Optional.of(Chamber.SENATE),
                StageName.FIRST_READING,
                StageState.COMPLETED,
                Optional.empty(),
                Text.NONE);
        Stage house = stage(StageState.COMPLETED, Optional.empty(), Text.NONE);

        assertThat(BillMerge.merge(List.of(bill(assent, senate), bill(house))).stages())
                .containsExactly(house, senate, assent);
    }

    @Test
    void a_status_brings_its_own_words() {
        Bill unknown = with(BillStatus.UNKNOWN, Text.NONE);
        Bill second = with(BillStatus.HOUSE_SECOND_READING, Text.english("At second reading"));
        Bill third = with(BillStatus.HOUSE_THIRD_READING, Text.of("At third reading", "À la troisième lecture"));
        Bill french = with(BillStatus.HOUSE_SECOND_READING, Text.french("À la deuxième lecture"));

        Bill merged = BillMerge.merge(List.of(unknown, second, third, french));

        assertThat(merged.status()).isEqualTo(BillStatus.HOUSE_SECOND_READING);
        assertThat(merged.statusText()).isEqualTo(Text.of("At second reading", "À la deuxième lecture"));
    }

    @Test
    void a_sponsor_has_the_best_name_and_the_id_of_whoever_gives_one() {
        MemberKey key = new MemberKey(FIRST.jurisdiction(), "7");
        Bill list = IntakeContractWords.sponsored(bill(), new Sponsor("Hon. Ann Example", Optional.empty()));
        Bill detail = IntakeContractWords.sponsored(bill(), new Sponsor("Ann Example", Optional.of(key)));

        assertThat(BillMerge.merge(List.of(list, detail)).sponsor())
                .contains(new Sponsor("Hon. Ann Example", Optional.of(key)));
    }

    @Test
    void identifiers_of_all_sources_stay() {
        Identifier one = new Identifier("legisinfo", "2");
        Identifier other = new Identifier("archive", "9");

        assertThat(BillMerge.merge(List.of(identified(one), identified(other), identified(one)))
                        .identifiers())
                .containsExactly(other, one);
    }

    private static Stage stage(StageState state, Optional<LocalDate> day, Text committee) {
        return new Stage(Optional.of(Chamber.HOUSE), StageName.COMMITTEE, state, day, committee);
    }

    private static Bill bill(Stage... stages) {
        return bill(BillStatus.UNKNOWN, Text.NONE, List.of(stages), List.of());
    }

    private static Bill with(BillStatus status, Text words) {
        return bill(status, words, List.of(), List.of());
    }

    private static Bill identified(Identifier identifier) {
        return bill(BillStatus.UNKNOWN, Text.NONE, List.of(), List.of(identifier));
    }

    private static Bill bill(BillStatus status, Text words, List<Stage> stages, List<Identifier> identifiers) {
        return new Bill(
                BillKey.of(FIRST, "C-2"),
                Text.NONE,
                Text.NONE,
                Optional.empty(),
                Optional.empty(),
                status,
                words,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                stages,
                identifiers,
                Revision.NONE);
    }
}

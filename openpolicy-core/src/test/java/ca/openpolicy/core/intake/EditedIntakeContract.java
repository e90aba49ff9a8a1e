// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import static ca.openpolicy.core.intake.IntakeContractWords.DAY;
import static ca.openpolicy.core.intake.IntakeContractWords.FIRST;
import static ca.openpolicy.core.intake.IntakeContractWords.bill;
import static ca.openpolicy.core.intake.IntakeContractWords.division;
import static ca.openpolicy.core.intake.IntakeContractWords.list;
import static ca.openpolicy.core.intake.IntakeContractWords.listed;
import static ca.openpolicy.core.intake.IntakeContractWords.on;
import static ca.openpolicy.core.intake.IntakeContractWords.sponsored;
import static ca.openpolicy.core.intake.IntakeContractWords.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.Archive;
import ca.openpolicy.core.Bill;
import ca.openpolicy.core.BillField;
import ca.openpolicy.core.BillKey;
import ca.openpolicy.core.BillStatus;
import ca.openpolicy.core.Cause;
import ca.openpolicy.core.Claim;
import ca.openpolicy.core.Run;
import ca.openpolicy.core.Sponsor;
import ca.openpolicy.core.Text;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an intake makes of bills that people edited or deleted, on an archive that keeps edits. */
public abstract class EditedIntakeContract {
    private static final Cause ANN = Cause.user("ann");
    private static final Text BY_HAND = Text.english("By hand");
    private static final Sponsor SPONSOR = new Sponsor("Zed Stone", Optional.empty());

    private final Bill plain = sponsored(bill("C-2", Text.of("An Act", "Loi")), SPONSOR);

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

    @Test
    final void the_same_files_again_change_nothing_whatever_a_person_wrote() throws InterruptedException {
        run(listed(plain));
        Bill edited = edit(written(plain));
        Run again = run(listed(plain));

        assertThat(edited.overrides()).hasSize(4);
        assertThat(again.counts().updated()).isZero();
        assertThat(theBill()).isEqualTo(edited);
    }

    @Test
    final void what_a_person_wrote_is_not_taken_for_what_the_sources_say() throws InterruptedException {
        run(listed(plain));
        edit(written(plain));
        run(listed(bill("C-2", Text.english("Another Act"))));

        Bill shown = theBill();
        assertThat(shown.title()).isEqualTo(BY_HAND);
        assertThat(shown.sponsor().map(Sponsor::name)).contains("By hand");
        Bill cleared = archive.bills().clear(shown.id(), Set.of(BillField.values()), shown.version(), ANN);
        assertThat(cleared.title()).isEqualTo(Text.of("Another Act", "Loi"));
        assertThat(cleared.shortTitle()).isEqualTo(Text.NONE);
        assertThat(cleared.status()).isEqualTo(BillStatus.UNKNOWN);
        assertThat(cleared.sponsor()).contains(SPONSOR);
    }

    @Test
    final void a_stub_that_a_person_completed_is_completed_by_the_sources_too() throws InterruptedException {
        Claim named = list(on(division(1, DAY), "C-2"));
        run(named);
        Bill edited = edit(theBill().with(BY_HAND));
        run(named);
        assertThat(theBill()).isEqualTo(edited);

        run(listed(plain));
        assertThat(theBill().title()).isEqualTo(BY_HAND);
        assertThat(theBill().sponsor()).contains(SPONSOR);
    }

    @Test
    final void a_deleted_bill_stays_away_and_the_run_says_so() throws InterruptedException {
        run(listed(plain));
        archive.bills().delete(plain.id(), 1, ANN);
        Run again = run(listed(plain));

        assertThat(archive.runs().notices(again.id(), 0, 10))
                .extracting(Run.Notice::code, Run.Notice::file, Run.Notice::line)
                .contains(tuple("deleted-bill", "a", 3L));
        assertThat(again.counts().created()).isZero();
        assertThat(again.counts().unchanged()).isPositive();
        assertThat(archive.bills().find(plain.id())).isEmpty();
    }

    @Test
    final void a_vote_on_a_deleted_bill_makes_no_stub_of_it() throws InterruptedException {
        run(listed(plain));
        archive.bills().delete(plain.id(), 1, ANN);
        run(list(on(division(1, DAY), "C-2")));

        assertThat(archive.bills().find(plain.id())).isEmpty();
        assertThat(archive.bills().statistics(plain.id()).divisions()).hasSize(1);
    }

    private static Bill written(Bill bill) {
        return withShortTitle(sponsored(bill, new Sponsor("By hand", Optional.empty())))
                .with(BY_HAND)
                .with(BillStatus.DEFEATED);
    }

    private static Bill withShortTitle(Bill bill) {
        return new Bill(
                bill.key(),
                bill.title(),
                BY_HAND,
                bill.type(),
                bill.chamber(),
                bill.status(),
                bill.statusText(),
                bill.sponsor(),
                bill.introduced(),
                bill.lastEvent(),
                bill.stages(),
                bill.identifiers(),
                bill.revision());
    }

    private Bill edit(Bill wanted) {
        return archive.bills().update(wanted, theBill().version(), ANN);
    }

    private Bill theBill() {
        return archive.bills().find(BillKey.of(FIRST, "C-2")).orElseThrow();
    }

    private Run run(Claim claim) throws InterruptedException {
        IntakeContractSource source = new IntakeContractSource().file("a", List.copyOf(within(claim)));
        return Intake.into(archive, IntakeSettings.defaults(), Ambient.system()).run(source, Progress.silent());
    }
}

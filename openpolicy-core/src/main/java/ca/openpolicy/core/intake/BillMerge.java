// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import ca.openpolicy.core.Bill;
import ca.openpolicy.core.BillStatus;
import ca.openpolicy.core.Chamber;
import ca.openpolicy.core.LastEvent;
import ca.openpolicy.core.Revision;
import ca.openpolicy.core.Sponsor;
import ca.openpolicy.core.Stage;
import ca.openpolicy.core.StageState;
import ca.openpolicy.core.Text;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Joins what is said of a bill, field by field. */
final class BillMerge {
    static final Kind<Bill> KIND = new Kind<>(
            "bill",
            bill -> bill.lastEvent().map(LastEvent::date).orElse(LocalDate.MIN),
            Canonical::bill,
            List.of(
                    new Trait<>("title.en", bill -> bill.title().en()),
                    new Trait<>("title.fr", bill -> bill.title().fr()),
                    new Trait<>("short_title.en", bill -> bill.shortTitle().en()),
                    new Trait<>("short_title.fr", bill -> bill.shortTitle().fr()),
                    new Trait<>("type", Bill::type),
                    new Trait<>("chamber", Bill::chamber),
                    new Trait<>("status", BillMerge::knownStatus),
                    new Trait<>("status_text.en", bill -> bill.statusText().en()),
                    new Trait<>("status_text.fr", bill -> bill.statusText().fr()),
                    new Trait<>("sponsor", bill -> bill.sponsor().map(Sponsor::name)),
                    new Trait<>("introduced", Bill::introduced),
                    new Trait<>("stages", bill -> Optional.of(bill.stages()).filter(stages -> !stages.isEmpty()))));

    private static final Comparator<Stage> STAGE_ORDER = Comparator.comparing(
                    (Stage stage) -> stage.chamber().isEmpty())
            .thenComparing(stage -> stage.chamber().orElse(Chamber.HOUSE))
            .thenComparing(Stage::name);

    private BillMerge() {}

    /** The bill as believed; the first word is believed most. */
    static Bill merge(List<Bill> words) {
        Bill status = words.stream().filter(BillMerge::saysStatus).findFirst().orElse(words.getFirst());
        return new Bill(
                words.getFirst().key(),
                Best.text(words, Bill::title),
                Best.text(words, Bill::shortTitle),
                Best.present(words, Bill::type),
                Best.present(words, Bill::chamber),
                status.status(),
                statusText(words, status.status()),
                sponsor(words),
                Best.present(words, Bill::introduced),
                lastEvent(words),
                stages(words),
                Best.identifiers(words, Bill::identifiers),
                Revision.NONE);
    }

    private static boolean saysStatus(Bill bill) {
        return bill.status() != BillStatus.UNKNOWN || !bill.statusText().isAbsent();
    }

    private static Optional<BillStatus> knownStatus(Bill bill) {
        return Optional.of(bill.status()).filter(status -> status != BillStatus.UNKNOWN);
    }

    private static Text statusText(List<Bill> words, BillStatus status) {
        return Best.text(words.stream().filter(bill -> bill.status() == status).toList(), Bill::statusText);
    }

    private static Optional<Sponsor> sponsor(List<Bill> words) {
        return Best.present(words, Bill::sponsor)
                .map(named -> new Sponsor(
                        named.name(), Best.present(words, bill -> bill.sponsor().flatMap(Sponsor::member))));
    }

    private static Optional<LastEvent> lastEvent(List<Bill> words) {
        List<LastEvent> events =
                words.stream().flatMap(bill -> bill.lastEvent().stream()).toList();
        return events.stream()
                .findFirst()
                .map(first -> new LastEvent(
                        first.date(),
                        Best.text(
                                events.stream()
                                        .filter(event -> event.date().equals(first.date()))
                                        .toList(),
                                LastEvent::text)));
    }

    private static List<Stage> stages(List<Bill> words) {
        Map<Stage, List<Stage>> same = new TreeMap<>(STAGE_ORDER);
        for (Bill bill : words) {
            bill.stages()
                    .forEach(stage -> same.computeIfAbsent(stage, unused -> new ArrayList<>())
                            .add(stage));
        }
        return same.values().stream().map(BillMerge::stage).toList();
    }

    /** A day belongs to a state, so it is taken only from words that say the believed state, or none. */
    private static Stage stage(List<Stage> words) {
        Stage first = words.getFirst();
        StageState state = words.stream()
                .map(Stage::state)
                .filter(each -> each != StageState.UNKNOWN)
                .findFirst()
                .orElse(StageState.UNKNOWN);
        List<Stage> fitting = words.stream()
                .filter(each -> each.state() == state || each.state() == StageState.UNKNOWN)
                .toList();
        return new Stage(
                first.chamber(),
                first.name(),
                state,
                Best.present(fitting, Stage::date),
                Best.text(words, Stage::committee));
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.bills;

import ca.openpolicy.core.Bill;
import ca.openpolicy.core.BillField;
import ca.openpolicy.core.BillPatch;
import ca.openpolicy.core.Coded;
import ca.openpolicy.core.Text;
import ca.openpolicy.core.format.BillBody;
import ca.openpolicy.core.format.BodySettings;
import ca.openpolicy.core.format.WordsJson;
import ca.openpolicy.server.Editing;
import ca.openpolicy.server.Editing.Act;
import ca.openpolicy.server.Editing.Body;
import ca.openpolicy.server.Editing.Change;
import ca.openpolicy.server.provenance.Changed;
import io.helidon.http.Status;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** How bills are written. */
final class BillEditing {
    private static final BillBody BODIES = BillBody.of(BodySettings.defaults());

    private BillEditing() {}

    static Editing<Bill> declare() {
        return Editing.<Bill>at(bill -> WordsJson.url(bill.key()))
                .versioned(Bill::revision)
                .tracing(Bill::id, Changed::bill)
                .with(
                        Act.CREATE,
                        Status.CREATED_201,
                        new Body("BillDraft", BillBody.draftSchema()),
                        BillEditing::create)
                .with(
                        Act.REPLACE,
                        Status.OK_200,
                        new Body("BillReplacement", BillBody.replacementSchema()),
                        BillEditing::replace)
                .with(Act.MERGE, Status.OK_200, new Body("BillPatch", BillBody.patchSchema()), BillEditing::merge)
                .with(Act.DELETE, Status.NO_CONTENT_204, Body.NONE, BillEditing::delete)
                .clearing("overrides", Coded.codes(BillField.class), BillEditing::clear);
    }

    private static Optional<Bill> create(Change<Bill> change) {
        Bill bill = BODIES.draft(change.body()).checked();
        return Optional.of(change.archive().bills().create(bill, change.intent()));
    }

    private static Optional<Bill> replace(Change<Bill> change) {
        Bill old = change.current().orElseThrow();
        Bill draft = BODIES.draft(change.body(), old.key()).checked();
        return update(change, anew(old, draft));
    }

    /** What no draft says stays: only sources know it. */
    private static Bill anew(Bill old, Bill draft) {
        return new Bill(
                old.key(),
                draft.title(),
                draft.shortTitle(),
                draft.type(),
                old.chamber(),
                draft.status(),
                draft.status() == old.status() ? old.statusText() : Text.NONE,
                draft.sponsor(),
                draft.introduced(),
                old.lastEvent(),
                old.stages(),
                old.identifiers(),
                old.revision());
    }

    private static Optional<Bill> merge(Change<Bill> change) {
        Bill old = change.current().orElseThrow();
        BillPatch patch = BODIES.patch(change.body(), old);
        return update(change, patch.applyTo(old));
    }

    private static Optional<Bill> update(Change<Bill> change, Bill bill) {
        return Optional.of(change.archive().bills().update(bill, change.expectedVersion(), change.intent()));
    }

    private static Optional<Bill> delete(Change<Bill> change) {
        change.archive().bills().delete(change.id(), change.expectedVersion(), change.intent());
        return Optional.empty();
    }

    private static Optional<Bill> clear(Change<Bill> change) {
        Set<BillField> fields = change.fields()
                .map(names -> names.stream()
                        .map(name -> Coded.parse(BillField.class, "fields", name.strip()))
                        .collect(Collectors.toSet()))
                .orElseGet(() -> EnumSet.allOf(BillField.class));
        return Optional.of(
                change.archive().bills().clear(change.id(), fields, change.expectedVersion(), change.intent()));
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.BillChange;
import ca.openpolicy.core.Cause;

/** One version of a bill. */
final class BillChangeShape {
    private static final Shape<Cause> CAUSE = ShapeBuilder.<Cause>named("BillChangeCause", "Why a bill was changed.")
            .of(
                    "kind",
                    "An import, a user, or a program that uses the archive.",
                    Types.oneOf("import", "user", "program"),
                    Cause::kind)
            .filled("reference", "Which one: the id of the run or the user.", Cause::reference)
            .like(() -> Examples.BILL_CHANGE.cause());

    private static final Shape<BillChange.Change> FIELD = ShapeBuilder.<BillChange.Change>named(
                    "BillChangeField", "A field that differs from the version before.")
            .of("field", "The field's name.", Types.STRING, BillChange.Change::field)
            .of(
                    "before",
                    "Its value before, of whatever type the field has.",
                    Types.ANY,
                    change -> Schemas.parsed(change.before()))
            .of(
                    "after",
                    "Its value after, of whatever type the field has.",
                    Types.ANY,
                    change -> Schemas.parsed(change.after()))
            .like(() -> Examples.BILL_CHANGE.changes().getFirst());

    static final Shape<BillChange> SHAPE = ShapeBuilder.<BillChange>named("BillChange", "A version of a bill.")
            .of("version", "Which version, from 1.", Types.INTEGER, BillChange::version)
            .of("at", "When it was stored.", Types.INSTANT, BillChange::at)
            .of("cause", "Why it was stored.", Types.object(CAUSE), BillChange::cause)
            .list(
                    "changes",
                    "What differs from the version before; nothing for version 1.",
                    Types.object(FIELD),
                    BillChange::changes)
            .like(() -> Examples.BILL_CHANGE);

    private BillChangeShape() {}
}

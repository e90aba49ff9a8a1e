// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A bill with what the sources say of it, and the rules by which people and imports change it. What a person writes
 * into a field stays, whatever imports bring, until a person writes what the sources say or clears it.
 *
 * @param bill the bill as it is shown; its overrides are the fields that a person wrote
 * @param said the same bill as the sources have it; it differs from the other in overridden fields only
 */
public record EditedBill(Bill bill, Bill said) {
    /**
     * A bill that no person has touched.
     *
     * @param bill the bill as the sources have it; overrides in it say nothing
     * @return the same with no overrides
     */
    public static EditedBill unedited(Bill bill) {
        Bill plain = bill.with(Set.of());
        return new EditedBill(plain, plain);
    }

    /**
     * A new bill by a person; the sources say nothing of it yet.
     *
     * @param bill what the person wrote
     * @return the bill, with an override for each field that was written
     */
    public static EditedBill written(Bill bill) {
        Bill nothing = Bill.stub(bill.key());
        Bill said = bill;
        for (BillField field : BillField.values()) {
            said = field.copy(nothing, said);
        }
        return unedited(said).edited(bill);
    }

    /**
     * The bill after an edit by a person, who can write no more than the {@linkplain BillField fields}; the rest of
     * what is wanted is left out of account.
     *
     * @param wanted the bill as the person wants it
     * @return the edited bill; a field that says what the sources say is no override
     */
    public EditedBill edited(Bill wanted) {
        Bill next = bill;
        Set<BillField> overrides = mutable(bill.overrides());
        for (BillField field : BillField.values()) {
            if (!field.same(bill, wanted)) {
                boolean back = field.same(said, wanted);
                next = back ? field.copy(said, next) : override(field, wanted, next);
                mark(overrides, field, !back);
            }
        }
        return new EditedBill(next.with(overrides), said);
    }

    /**
     * The bill after a change by the program that uses the archive, which stands in for the sources.
     *
     * @param wanted the bill as the program wants it
     * @return the changed bill, with the same overrides
     */
    public EditedBill changed(Bill wanted) {
        Bill next = wanted.with(bill.overrides());
        Bill source = wanted.with(Set.of());
        for (BillField field : bill.overrides()) {
            source = field.copy(said, source);
        }
        return new EditedBill(next, source);
    }

    /**
     * The bill after an import.
     *
     * @param word the bill as the sources have it now
     * @return the bill with the same overrides; all other fields follow the sources
     */
    public EditedBill imported(Bill word) {
        if (bill.overrides().isEmpty()) {
            return unedited(word);
        }
        Bill next = word.with(bill.overrides());
        for (BillField field : bill.overrides()) {
            next = field.copy(bill, next);
        }
        return new EditedBill(next, word.with(Set.of()));
    }

    /**
     * The bill after some fields were given back to the sources.
     *
     * @param fields which; those that are no overrides stay as they are
     * @return the bill without these overrides
     * @throws InvalidDraftException if no title would be left
     */
    public EditedBill cleared(Collection<BillField> fields) {
        Bill next = bill;
        Set<BillField> overrides = mutable(bill.overrides());
        for (BillField field : fields) {
            next = overrides.remove(field) ? field.copy(said, next) : next;
        }
        if (next.title().isAbsent() && !bill.title().isAbsent()) {
            throw new InvalidDraftException(List.of(new Fault("/title", "must stay: no source gives another one")));
        }
        return new EditedBill(next.with(overrides), said);
    }

    /** A status by hand has no native text: that of the sources says something else. */
    private static Bill override(BillField field, Bill wanted, Bill next) {
        Bill written = field.copy(wanted, next);
        return field == BillField.STATUS ? written.with(written.status(), Text.NONE) : written;
    }

    private static void mark(Set<BillField> overrides, BillField field, boolean marked) {
        boolean unused = marked ? overrides.add(field) : overrides.remove(field);
    }

    private static Set<BillField> mutable(Set<BillField> fields) {
        Set<BillField> copy = EnumSet.noneOf(BillField.class);
        copy.addAll(fields);
        return copy;
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import java.time.LocalDate;
import java.util.Optional;

/** A part of a bill that people may write by hand beside the sources. */
public enum BillField implements Coded {
    /** The long title. */
    TITLE,
    /** The short title. */
    SHORT_TITLE,
    /** Who brought it in. */
    TYPE,
    /** Where it stands; the native text belongs to it. */
    STATUS,
    /** Who stands behind it. */
    SPONSOR,
    /** The day of first reading. */
    INTRODUCED;

    /**
     * Tells whether two bills agree in this field.
     *
     * @param one a bill
     * @param other another
     * @return whether they say the same; the native text of a status does not count
     */
    public boolean same(Bill one, Bill other) {
        return value(one).equals(value(other));
    }

    /**
     * A bill with this field as in another bill.
     *
     * @param from the bill that has the field
     * @param to the bill that has the rest
     * @return the bill
     */
    public Bill copy(Bill from, Bill to) {
        return switch (this) {
            case TITLE -> copy(to, from.title(), to.shortTitle());
            case SHORT_TITLE -> copy(to, to.title(), from.shortTitle());
            case TYPE -> copy(to, from.type(), to.status(), to.statusText());
            case STATUS -> copy(to, to.type(), from.status(), from.statusText());
            case SPONSOR -> copy(to, from.sponsor(), to.introduced());
            case INTRODUCED -> copy(to, to.sponsor(), from.introduced());
        };
    }

    private Object value(Bill bill) {
        return switch (this) {
            case TITLE -> bill.title();
            case SHORT_TITLE -> bill.shortTitle();
            case TYPE -> bill.type();
            case STATUS -> bill.status();
            case SPONSOR -> bill.sponsor();
            case INTRODUCED -> bill.introduced();
        };
    }

    private static Bill copy(Bill bill, Text title, Text shortTitle) {
        return copy(bill, title, shortTitle, bill.type(), bill.status(), bill.statusText());
    }

    private static Bill copy(Bill bill, Optional<BillType> type, BillStatus status, Text statusText) {
        return copy(bill, bill.title(), bill.shortTitle(), type, status, statusText);
    }

    private static Bill copy(
            Bill bill, Text title, Text shortTitle, Optional<BillType> type, BillStatus status, Text statusText) {
        return new Bill(
                bill.key(),
                title,
                shortTitle,
                type,
                bill.chamber(),
                status,
                statusText,
                bill.sponsor(),
                bill.introduced(),
                bill.lastEvent(),
                bill.stages(),
                bill.identifiers(),
                bill.overrides(),
                bill.revision());
    }

    private static Bill copy(Bill bill, Optional<Sponsor> sponsor, Optional<LocalDate> introduced) {
        return new Bill(
                bill.key(),
                bill.title(),
                bill.shortTitle(),
                bill.type(),
                bill.chamber(),
                bill.status(),
                bill.statusText(),
                sponsor,
                introduced,
                bill.lastEvent(),
                bill.stages(),
                bill.identifiers(),
                bill.overrides(),
                bill.revision());
    }
}

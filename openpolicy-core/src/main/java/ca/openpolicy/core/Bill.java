// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A bill of a session.
 *
 * @param key its session and number
 * @param title the long title; absent in both languages for a bill that is known only from a vote
 * @param shortTitle the short title, where it has one
 * @param type who brought it in
 * @param chamber where it was introduced
 * @param status where it stands
 * @param statusText the same in the legislature's own words
 * @param sponsor who stands behind it
 * @param introduced the day of first reading
 * @param lastEvent the latest thing that happened to it
 * @param stages its stages, each chamber and name once, in order of chamber and name
 * @param identifiers what the sources call it
 * @param overrides the fields that a person wrote and that imports therefore leave alone
 * @param revision what the archive knows of the row
 */
public record Bill(
        BillKey key,
        Text title,
        Text shortTitle,
        Optional<BillType> type,
        Optional<Chamber> chamber,
        BillStatus status,
        Text statusText,
        Optional<Sponsor> sponsor,
        Optional<LocalDate> introduced,
        Optional<LastEvent> lastEvent,
        List<Stage> stages,
        List<Identifier> identifiers,
        Set<BillField> overrides,
        Revision revision) {
    /** Copies the collections. */
    public Bill {
        stages = List.copyOf(stages);
        identifiers = List.copyOf(identifiers);
        overrides = Set.copyOf(overrides);
    }

    /**
     * A bill without overrides, such as a source gives it.
     *
     * @param key its session and number
     * @param title the long title
     * @param shortTitle the short title
     * @param type who brought it in
     * @param chamber where it was introduced
     * @param status where it stands
     * @param statusText the same in the legislature's own words
     * @param sponsor who stands behind it
     * @param introduced the day of first reading
     * @param lastEvent the latest thing that happened to it
     * @param stages its stages
     * @param identifiers what the sources call it
     * @param revision what the archive knows of the row
     */
    public Bill(
            BillKey key,
            Text title,
            Text shortTitle,
            Optional<BillType> type,
            Optional<Chamber> chamber,
            BillStatus status,
            Text statusText,
            Optional<Sponsor> sponsor,
            Optional<LocalDate> introduced,
            Optional<LastEvent> lastEvent,
            List<Stage> stages,
            List<Identifier> identifiers,
            Revision revision) {
        this(
                key,
                title,
                shortTitle,
                type,
                chamber,
                status,
                statusText,
                sponsor,
                introduced,
                lastEvent,
                stages,
                identifiers,
                Set.of(),
                revision);
    }

    /**
     * A bill of which nothing but its key is known.
     *
     * @param key its session and number
     * @return the stub
     */
    public static Bill stub(BillKey key) {
        return new Bill(
                key,
                Text.NONE,
                Text.NONE,
                Optional.empty(),
                Optional.empty(),
                BillStatus.UNKNOWN,
                Text.NONE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Revision.NONE);
    }

    /**
     * The id that follows from the key.
     *
     * @return the id
     */
    public EntityId id() {
        return key.id();
    }

    /**
     * How often it was changed.
     *
     * @return from 1; 0 if it was never stored
     */
    public long version() {
        return revision.version();
    }

    /**
     * Whether it is law.
     *
     * @return whether it received royal assent
     */
    public boolean law() {
        return status == BillStatus.ROYAL_ASSENT;
    }

    /**
     * The same bill with another title.
     *
     * @param newTitle the title
     * @return the bill
     */
    public Bill with(Text newTitle) {
        return new Bill(
                key,
                newTitle,
                shortTitle,
                type,
                chamber,
                status,
                statusText,
                sponsor,
                introduced,
                lastEvent,
                stages,
                identifiers,
                overrides,
                revision);
    }

    /**
     * The same bill with another status, and the same native text of it.
     *
     * @param newStatus the status
     * @return the bill
     */
    public Bill with(BillStatus newStatus) {
        return with(newStatus, statusText);
    }

    /**
     * The same bill with another status.
     *
     * @param newStatus the status
     * @param newText the same in the legislature's own words
     * @return the bill
     */
    public Bill with(BillStatus newStatus, Text newText) {
        return new Bill(
                key,
                title,
                shortTitle,
                type,
                chamber,
                newStatus,
                newText,
                sponsor,
                introduced,
                lastEvent,
                stages,
                identifiers,
                overrides,
                revision);
    }

    /**
     * The same bill with other overrides.
     *
     * @param newOverrides the fields that a person wrote
     * @return the bill
     */
    public Bill with(Set<BillField> newOverrides) {
        return overrides.equals(newOverrides) ? this : with(newOverrides, revision);
    }

    /**
     * The same bill with another revision.
     *
     * @param newRevision the revision
     * @return the bill
     */
    public Bill with(Revision newRevision) {
        return with(overrides, newRevision);
    }

    private Bill with(Set<BillField> newOverrides, Revision newRevision) {
        return new Bill(
                key,
                title,
                shortTitle,
                type,
                chamber,
                status,
                statusText,
                sponsor,
                introduced,
                lastEvent,
                stages,
                identifiers,
                newOverrides,
                newRevision);
    }
}

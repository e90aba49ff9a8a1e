// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The bills. */
public interface Bills extends Repository<Bill>, Bulk<Bill> {
    /** The legislature's code. */
    Field<Bill, String> JURISDICTION = Field.text("jurisdiction");
    /** The session without its jurisdiction, such as {@code 44-1}. */
    Field<Bill, String> SESSION = Field.text("session");
    /** The canonical number, such as {@code C-11}. */
    Field<Bill, String> NUMBER = Field.text("number");
    /** Where it was introduced. */
    Field<Bill, Chamber> CHAMBER = Field.coded("chamber", Chamber.class);
    /** Who brought it in. */
    Field<Bill, BillType> TYPE = Field.coded("type", BillType.class);
    /** Where it stands. */
    Field<Bill, BillStatus> STATUS = Field.coded("status", BillStatus.class);
    /** Whether it is law. */
    Field<Bill, Boolean> LAW = Field.flag("law");
    /** The member who stands behind it. */
    Field<Bill, EntityId> SPONSOR = Field.reference("sponsor", MemberKey::parse);
    /** The day of first reading. */
    Field<Bill, LocalDate> INTRODUCED = Field.date("introduced");
    /** The day of the latest event. */
    Field<Bill, LocalDate> LAST_EVENT_DATE = Field.date("last_event_date");
    /** When it last changed; {@link Archive#horizon} says up to when that is settled. */
    Field<Bill, Instant> UPDATED_AT = Field.instant("updated_at");

    /**
     * Stores a new bill. What a user writes into it are overrides, of which the sources say nothing yet.
     *
     * @param bill the bill; its revision and overrides are ignored
     * @param intent why, and as which operation
     * @return the bill as stored: version 1, or the one after its deletion
     * @throws ConflictException if there is one with this key
     */
    Bill create(Bill bill, Intent intent);

    /**
     * Replaces a bill. A user replaces no more than the fields of {@link BillField}, which thereby become overrides: an
     * import leaves them alone until a user writes what the sources say, or {@linkplain #clear clears} them.
     *
     * @param bill the bill; its revision and overrides are ignored
     * @param expectedVersion the version that the caller has seen
     * @param intent why, and as which operation
     * @return the bill as stored; the very same version if nothing differs
     * @throws NotFoundException if there is none
     * @throws ConflictException if it has another version
     */
    Bill update(Bill bill, long expectedVersion, Intent intent);

    /**
     * Gives fields of a bill back to the sources: what they say of them is there again at once.
     *
     * @param bill the bill
     * @param fields which; those that are no overrides stay as they are
     * @param expectedVersion the version that the caller has seen
     * @param intent why, and as which operation
     * @return the bill as stored; the very same version if nothing differs
     * @throws NotFoundException if there is none
     * @throws ConflictException if it has another version
     * @throws InvalidDraftException if no title would be left
     */
    Bill clear(EntityId bill, Set<BillField> fields, long expectedVersion, Intent intent);

    /**
     * Deletes a bill. Its history stays and goes on where the bill is created again; imports do not bring it back. Its
     * divisions, their ballots and its texts stay too.
     *
     * @param bill the bill
     * @param expectedVersion the version that the caller has seen
     * @param intent why, and as which operation
     * @throws NotFoundException if there is none
     * @throws ConflictException if it has another version
     */
    void delete(EntityId bill, long expectedVersion, Intent intent);

    /**
     * Which bills were deleted and are not there again.
     *
     * @param bills the bills
     * @return the deleted ones among them
     */
    Set<EntityId> deleted(Collection<EntityId> bills);

    /**
     * Bills as the sources have them, with nothing in them that people wrote.
     *
     * @param bills the bills
     * @return those that there are, by their ids
     */
    Map<EntityId, Bill> said(Collection<EntityId> bills);

    /**
     * Stores a new bill, once.
     *
     * @param bill the bill; its revision is ignored
     * @param cause why
     * @return the bill as stored, version 1
     * @throws ConflictException if there is one with this key
     */
    default Bill create(Bill bill, Cause cause) {
        return create(bill, Intent.of(cause));
    }

    /**
     * Replaces a bill, once.
     *
     * @param bill the bill; its revision is ignored
     * @param expectedVersion the version that the caller has seen
     * @param cause why
     * @return the bill as stored; the very same version if nothing differs
     * @throws NotFoundException if there is none
     * @throws ConflictException if it has another version
     */
    default Bill update(Bill bill, long expectedVersion, Cause cause) {
        return update(bill, expectedVersion, Intent.of(cause));
    }

    /**
     * Gives fields of a bill back to the sources, once.
     *
     * @param bill the bill
     * @param fields which; those that are no overrides stay as they are
     * @param expectedVersion the version that the caller has seen
     * @param cause why
     * @return the bill as stored; the very same version if nothing differs
     * @throws NotFoundException if there is none
     * @throws ConflictException if it has another version
     * @throws InvalidDraftException if no title would be left
     */
    default Bill clear(EntityId bill, Set<BillField> fields, long expectedVersion, Cause cause) {
        return clear(bill, fields, expectedVersion, Intent.of(cause));
    }

    /**
     * Deletes a bill, once.
     *
     * @param bill the bill
     * @param expectedVersion the version that the caller has seen
     * @param cause why
     * @throws NotFoundException if there is none
     * @throws ConflictException if it has another version
     */
    default void delete(EntityId bill, long expectedVersion, Cause cause) {
        delete(bill, expectedVersion, Intent.of(cause));
    }

    /**
     * Whether a bill was deleted and is not there again.
     *
     * @param bill the bill
     * @return whether it is gone, rather than that it was never there
     */
    default boolean deleted(EntityId bill) {
        return !deleted(List.of(bill)).isEmpty();
    }

    /**
     * Stores a new bill, on behalf of the program.
     *
     * @param bill the bill; its revision is ignored
     * @return the bill as stored, version 1
     * @throws ConflictException if there is one with this key
     */
    default Bill create(Bill bill) {
        return create(bill, Cause.PROGRAM);
    }

    /**
     * Replaces a bill, on behalf of the program.
     *
     * @param bill the bill; its revision is ignored
     * @param expectedVersion the version that the caller has seen
     * @return the bill as stored
     * @throws NotFoundException if there is none
     * @throws ConflictException if it has another version
     */
    default Bill update(Bill bill, long expectedVersion) {
        return update(bill, expectedVersion, Cause.PROGRAM);
    }

    /**
     * What changed a bill, newest first, at most {@link PageRequest#MAX_LIMIT} versions below one.
     *
     * @param bill the bill
     * @param belowVersion only versions below this one; {@link Long#MAX_VALUE} starts at the newest
     * @return the changes
     */
    List<BillChange> history(EntityId bill, long belowVersion);

    /**
     * How a bill's divisions went, merged over all shards.
     *
     * @param bill the bill
     * @return the statistics; without divisions if nobody voted on it or there is no such bill
     */
    BillStatistics statistics(EntityId bill);

    /**
     * How the divisions of many bills went.
     *
     * @param bills the bills
     * @return the statistics of each, by its id
     */
    Map<EntityId, BillStatistics> statistics(Collection<EntityId> bills);

    /**
     * How many divisions bills have had and how they ended, as kept beside each bill: asked where the bills are, and as
     * fresh as the events that were taken so far.
     *
     * @param bills the bills
     * @return the summary of each, by its id; one without divisions where nobody voted on it or there is no such bill
     */
    Map<EntityId, VoteSummary> summaries(Collection<EntityId> bills);

    /**
     * The bills of a session by the approval of their latest decisive division, highest first; those that nobody voted
     * on come last, by number.
     *
     * @param session the session
     * @return its bills, each once
     */
    List<BillStatistics> ranking(SessionKey session);
}

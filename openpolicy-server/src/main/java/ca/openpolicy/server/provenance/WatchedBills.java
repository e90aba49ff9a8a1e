// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.provenance;

import ca.openpolicy.core.Bill;
import ca.openpolicy.core.BillChange;
import ca.openpolicy.core.BillField;
import ca.openpolicy.core.BillStatistics;
import ca.openpolicy.core.Bills;
import ca.openpolicy.core.Cause;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.Intent;
import ca.openpolicy.core.Loaded;
import ca.openpolicy.core.SessionKey;
import ca.openpolicy.core.Sourced;
import ca.openpolicy.core.VoteSummary;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Bills of which it is noted which are read. */
final class WatchedBills extends WatchedRows<Bill> implements Bills {
    private final Bills bills;

    WatchedBills(Bills bills, Provenance into) {
        super(bills, Origin.BILL, into);
        this.bills = bills;
    }

    @Override
    public Bill create(Bill bill, Intent intent) {
        return bills.create(bill, intent);
    }

    @Override
    public Bill update(Bill bill, long expectedVersion, Intent intent) {
        return bills.update(bill, expectedVersion, intent);
    }

    @Override
    public Bill clear(EntityId bill, Set<BillField> fields, long expectedVersion, Intent intent) {
        return bills.clear(bill, fields, expectedVersion, intent);
    }

    @Override
    public void delete(EntityId bill, long expectedVersion, Intent intent) {
        bills.delete(bill, expectedVersion, intent);
    }

    @Override
    public Loaded load(Iterator<Sourced<Bill>> words, Cause cause) throws InterruptedException {
        return bills.load(words, cause);
    }

    @Override
    public Set<EntityId> deleted(Collection<EntityId> some) {
        into().some(Origin.BILL, some);
        return bills.deleted(some);
    }

    /** What sources say may change without any change of the bill, where somebody has overridden it. */
    @Override
    public Map<EntityId, Bill> said(Collection<EntityId> some) {
        into().passing();
        return bills.said(some);
    }

    @Override
    public List<BillChange> history(EntityId bill, long belowVersion) {
        into().one(Origin.BILL, bill);
        return bills.history(bill, belowVersion);
    }

    @Override
    public BillStatistics statistics(EntityId bill) {
        into().one(Origin.VOTES_OF_BILL, bill);
        return bills.statistics(bill);
    }

    @Override
    public Map<EntityId, BillStatistics> statistics(Collection<EntityId> some) {
        into().some(Origin.VOTES_OF_BILL, some);
        return bills.statistics(some);
    }

    /** They follow the divisions by themselves, when nobody is told any more. */
    @Override
    public Map<EntityId, VoteSummary> summaries(Collection<EntityId> some) {
        into().passing();
        return bills.summaries(some);
    }

    @Override
    public List<BillStatistics> ranking(SessionKey session) {
        into().any(Origin.BILL);
        into().any(Origin.VOTE);
        return bills.ranking(session);
    }
}

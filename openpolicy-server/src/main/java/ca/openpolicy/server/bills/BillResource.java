// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.bills;

import ca.openpolicy.core.Archive;
import ca.openpolicy.core.Bill;
import ca.openpolicy.core.BillChange;
import ca.openpolicy.core.BillKey;
import ca.openpolicy.core.BillStatistics;
import ca.openpolicy.core.Bills;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.Filter;
import ca.openpolicy.core.Member;
import ca.openpolicy.core.MemberKey;
import ca.openpolicy.core.Sponsor;
import ca.openpolicy.core.Vote;
import ca.openpolicy.core.VoteSummary;
import ca.openpolicy.core.Votes;
import ca.openpolicy.core.format.Include;
import ca.openpolicy.core.format.Included;
import ca.openpolicy.core.format.Shapes;
import ca.openpolicy.server.Criteria;
import ca.openpolicy.server.Part;
import ca.openpolicy.server.ProblemException;
import ca.openpolicy.server.Reference;
import ca.openpolicy.server.Related;
import ca.openpolicy.server.Resource;
import ca.openpolicy.server.Span;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Declares the bills. */
public final class BillResource {
    private BillResource() {}

    /**
     * The bills.
     *
     * @return the declaration
     */
    public static Resource<Bill> declare() {
        return Resource.<Bill>of("bills", "bill", Archive::bills, Shapes.BILL)
                .named(Reference.byKey("jurisdiction/session/number", BillKey::parse))
                .filteredBy(
                        Criteria.jurisdiction(Bills.JURISDICTION),
                        Criteria.session(Bills.SESSION, Bills.JURISDICTION),
                        Criteria.billNumber(Bills.NUMBER),
                        Criteria.optional(Bills.CHAMBER),
                        Criteria.optional(Bills.TYPE),
                        Criteria.of(Bills.STATUS),
                        Criteria.of(Bills.LAW),
                        Criteria.optional(Bills.SPONSOR),
                        Criteria.optional(Bills.INTRODUCED),
                        Criteria.optional(Bills.LAST_EVENT_DATE))
                .sortedBy(Bills.NUMBER, Bills.INTRODUCED, Bills.LAST_EVENT_DATE, Bills.UPDATED_AT)
                .dated(Bills.UPDATED_AT)
                .including(Include.STAGES)
                .including(Included.VOTES, BillResource::votes)
                .including(Included.STATISTICS, BillResource::statistics)
                .including(Included.VOTE_SUMMARY, BillResource::summaries)
                .including(Included.SPONSOR, BillResource::sponsors)
                .fed(
                        "What happened to it as an Atom feed, latest first, in the language of lang or Accept-Language.",
                        new BillFeed())
                .remembered((archive, id) -> archive.bills().deleted(id))
                .edited(BillEditing.declare())
                .revised(Bill::revision)
                .owned(bill -> bill.key().session().jurisdiction())
                .with(
                        Part.lasting("history", Bill::id, BillResource::history, Shapes.BILL_CHANGE),
                        Part.one(
                                "statistics",
                                (archive, bill) -> archive.bills().statistics(bill.id()),
                                Shapes.BILL_STATISTICS),
                        Part.list(
                                "text",
                                (archive, bill, span) -> span.of(archive.texts().of(bill.id())),
                                Shapes.BILL_TEXT))
                .declare();
    }

    private static Function<EntityId, List<Vote>> votes(Archive archive, List<Bill> bills, int most) {
        return bills.isEmpty()
                ? id -> List.of()
                : Related.of(
                        archive.votes(),
                        Filter.where(Votes.BILL.in(ids(bills))),
                        vote -> vote.bill().map(BillKey::id),
                        Include.VOTES,
                        most);
    }

    private static Function<EntityId, BillStatistics> statistics(Archive archive, List<Bill> bills, int most) {
        Map<EntityId, BillStatistics> found = archive.bills().statistics(ids(bills));
        return id -> Optional.ofNullable(found.get(id)).orElseThrow();
    }

    private static Function<EntityId, VoteSummary> summaries(Archive archive, List<Bill> bills, int most) {
        Map<EntityId, VoteSummary> found = archive.bills().summaries(ids(bills));
        return id -> Optional.ofNullable(found.get(id)).orElseThrow();
    }

    private static Function<EntityId, Optional<Member>> sponsors(Archive archive, List<Bill> bills, int most) {
        Set<EntityId> members = bills.stream()
                .flatMap(bill -> bill.sponsor().flatMap(Sponsor::member).stream())
                .map(MemberKey::id)
                .collect(Collectors.toSet());
        return Related.in(archive.members().findAll(members));
    }

    private static List<EntityId> ids(List<Bill> bills) {
        return bills.stream().map(Bill::id).toList();
    }

    /** Positions are versions: the stretch begins below that one. */
    private static Span.Slice<BillChange> history(Archive archive, EntityId bill, Span span) {
        long below = span.position() == 0 ? Long.MAX_VALUE : span.position();
        List<BillChange> changes = archive.bills().history(bill, below).stream()
                .limit(span.limit())
                .toList();
        long newest = archive.bills().history(bill, Long.MAX_VALUE).stream()
                .mapToLong(BillChange::version)
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("there is no bill " + bill));
        long last = changes.isEmpty() ? 1 : changes.getLast().version();
        long above = span.position() + span.limit();
        return new Span.Slice<>(
                changes,
                last > 1 ? OptionalLong.of(last) : OptionalLong.empty(),
                span.position() == 0 ? OptionalLong.empty() : OptionalLong.of(above > newest ? 0 : above),
                () -> newest);
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.Ballot;
import ca.openpolicy.core.Bill;
import ca.openpolicy.core.BillChange;
import ca.openpolicy.core.BillStatistics;
import ca.openpolicy.core.BillText;
import ca.openpolicy.core.Freshness;
import ca.openpolicy.core.Jurisdiction;
import ca.openpolicy.core.Member;
import ca.openpolicy.core.Party;
import ca.openpolicy.core.PartyTally;
import ca.openpolicy.core.Run;
import ca.openpolicy.core.Session;
import ca.openpolicy.core.Vote;
import ca.openpolicy.core.VoteSummary;
import ca.openpolicy.core.event.EventFeed;
import java.util.List;

/** How each word looks on the wire. */
public final class Shapes {
    /** A bill. */
    public static final Shape<Bill> BILL = BillShape.SHAPE;

    /** A recorded division. */
    public static final Shape<Vote> VOTE = VoteShape.SHAPE;

    /** A ballot. */
    public static final Shape<Ballot> BALLOT = BallotShape.SHAPE;

    /** A member. */
    public static final Shape<Member> MEMBER = MemberShape.SHAPE;

    /** A party. */
    public static final Shape<Party> PARTY = PartyShape.SHAPE;

    /** A session. */
    public static final Shape<Session> SESSION = SessionShape.SHAPE;

    /** A legislature. */
    public static final Shape<Jurisdiction> JURISDICTION = JurisdictionShape.SHAPE;

    /** A run of an import. */
    public static final Shape<Run> RUN = RunShape.SHAPE;

    /** Something that a run noticed. */
    public static final Shape<Run.Notice> NOTICE = NoticeShape.SHAPE;

    /** A version of a bill. */
    public static final Shape<BillChange> BILL_CHANGE = BillChangeShape.SHAPE;

    /** How the divisions of a bill went. */
    public static final Shape<BillStatistics> BILL_STATISTICS = BillStatisticsShape.SHAPE;

    /** How many divisions a bill has had and how they ended. */
    public static final Shape<VoteSummary> VOTE_SUMMARY = VoteSummaryShape.SHAPE;

    /** How old what came from a source is. */
    public static final Shape<Freshness> FRESHNESS = FreshnessShape.SHAPE;

    /** How a party voted in a division. */
    public static final Shape<PartyTally> PARTY_TALLY = PartyTallyShape.SHAPE;

    /** The text of a bill. */
    public static final Shape<BillText> BILL_TEXT = BillTextShape.SHAPE;

    /** Something that happened. */
    public static final Shape<EventFeed.Entry> CHANGE = ChangeShape.SHAPE;

    private Shapes() {}

    /**
     * All of them.
     *
     * @return the shapes; what they refer to see {@link Shape#reachable}
     */
    public static List<Shape<?>> all() {
        return List.of(
                BILL,
                VOTE,
                BALLOT,
                MEMBER,
                PARTY,
                SESSION,
                JURISDICTION,
                RUN,
                NOTICE,
                BILL_CHANGE,
                BILL_STATISTICS,
                VOTE_SUMMARY,
                FRESHNESS,
                PARTY_TALLY,
                BILL_TEXT);
    }
}

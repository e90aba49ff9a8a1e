// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.Ballot;
import ca.openpolicy.core.Bill;
import ca.openpolicy.core.BillChange;
import ca.openpolicy.core.BillStatistics;
import ca.openpolicy.core.BillText;
import ca.openpolicy.core.EntityKey;
import ca.openpolicy.core.Freshness;
import ca.openpolicy.core.Jurisdiction;
import ca.openpolicy.core.Member;
import ca.openpolicy.core.Party;
import ca.openpolicy.core.PartyTally;
import ca.openpolicy.core.Run;
import ca.openpolicy.core.Session;
import ca.openpolicy.core.Text;
import ca.openpolicy.core.Vote;
import jakarta.json.stream.JsonGenerator;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Writes words as JSON objects, streaming. Each {@code write} writes one object where the generator stands: as the
 * root, as an element of an array, or behind {@link JsonGenerator#writeKey}; nothing is flushed or closed.
 *
 * <p>Every field is always present, null where the word has nothing to say; only the parts of {@link Include} are
 * written when asked for. Immutable: each change of an option gives another instance.
 */
public final class WordsJson {
    private static final WordsJson PLAIN = new WordsJson(Names.NONE, Optional.empty(), Set.of());

    private static final Shape<Bill> BILL = new BillShape();
    private static final Shape<Vote> VOTE = new VoteShape();
    private static final Shape<Ballot> BALLOT = new BallotShape();
    private static final Shape<Member> MEMBER = new MemberShape();
    private static final Shape<Party> PARTY = new PartyShape();
    private static final Shape<Session> SESSION = new SessionShape();
    private static final Shape<Jurisdiction> JURISDICTION = new JurisdictionShape();
    private static final Shape<Run> RUN = new RunShape();
    private static final Shape<Run.Notice> NOTICE = new NoticeShape();
    private static final Shape<BillChange> BILL_CHANGE = new BillChangeShape();
    private static final Shape<BillStatistics> BILL_STATISTICS = new BillStatisticsShape();
    private static final Shape<Freshness> FRESHNESS = new FreshnessShape();
    private static final Shape<PartyTally> PARTY_TALLY = new PartyTallyShape();
    private static final Shape<BillText> BILL_TEXT = new BillTextShape();

    private final Names names;
    private final Optional<Language> language;
    private final Set<Include> include;

    private WordsJson(Names names, Optional<Language> language, Set<Include> include) {
        this.names = names;
        this.language = language;
        this.include = include;
    }

    /**
     * Writes both languages, no further parts, and no names of parties.
     *
     * @return the writer
     */
    public static WordsJson plain() {
        return PLAIN;
    }

    /**
     * The same, with the names of what words refer to.
     *
     * @param known knows the names
     * @return the writer
     */
    public WordsJson with(Names known) {
        return new WordsJson(known, language, include);
    }

    /**
     * The same, with only one language of each text filled; the other one serves where that one is absent.
     *
     * @param only the language
     * @return the writer
     */
    public WordsJson in(Language only) {
        return new WordsJson(names, Optional.of(only), include);
    }

    /**
     * The same, with further parts.
     *
     * @param parts what else to write
     * @return the writer
     */
    public WordsJson including(Include... parts) {
        Set<Include> more = EnumSet.noneOf(Include.class);
        more.addAll(include);
        more.addAll(Arrays.asList(parts));
        return new WordsJson(names, language, Collections.unmodifiableSet(more));
    }

    /**
     * The same, with all parts: what an export needs, so that an import elsewhere gives the same words.
     *
     * @return the writer
     */
    public WordsJson whole() {
        return including(Include.values());
    }

    /**
     * Where a word is found.
     *
     * @param key its natural key
     * @return the path, such as {@code /api/v1/bills/ca/44-1/C-11}
     */
    public static String url(EntityKey key) {
        return Kind.url(key);
    }

    /**
     * Writes a bill.
     *
     * @param bill the bill
     * @param json where to
     */
    public void write(Bill bill, JsonGenerator json) {
        pen(json).object(bill, BILL);
    }

    /**
     * Writes a recorded division.
     *
     * @param vote the division
     * @param json where to
     */
    public void write(Vote vote, JsonGenerator json) {
        pen(json).object(vote, VOTE);
    }

    /**
     * Writes a ballot.
     *
     * @param ballot the ballot
     * @param json where to
     */
    public void write(Ballot ballot, JsonGenerator json) {
        pen(json).object(ballot, BALLOT);
    }

    /**
     * Writes a member.
     *
     * @param member the member
     * @param json where to
     */
    public void write(Member member, JsonGenerator json) {
        pen(json).object(member, MEMBER);
    }

    /**
     * Writes a party.
     *
     * @param party the party
     * @param json where to
     */
    public void write(Party party, JsonGenerator json) {
        pen(json).object(party, PARTY);
    }

    /**
     * Writes a session.
     *
     * @param session the session
     * @param json where to
     */
    public void write(Session session, JsonGenerator json) {
        pen(json).object(session, SESSION);
    }

    /**
     * Writes a legislature.
     *
     * @param jurisdiction the legislature
     * @param json where to
     */
    public void write(Jurisdiction jurisdiction, JsonGenerator json) {
        pen(json).object(jurisdiction, JURISDICTION);
    }

    /**
     * Writes a run of an import.
     *
     * @param run the run
     * @param json where to
     */
    public void write(Run run, JsonGenerator json) {
        pen(json).object(run, RUN);
    }

    /**
     * Writes something that a run noticed.
     *
     * @param notice the notice
     * @param json where to
     */
    public void write(Run.Notice notice, JsonGenerator json) {
        pen(json).object(notice, NOTICE);
    }

    /**
     * Writes a version of a bill.
     *
     * @param billChange the version
     * @param json where to
     */
    public void write(BillChange billChange, JsonGenerator json) {
        pen(json).object(billChange, BILL_CHANGE);
    }

    /**
     * Writes how the divisions of a bill went.
     *
     * @param billStatistics the statistics
     * @param json where to
     */
    public void write(BillStatistics billStatistics, JsonGenerator json) {
        pen(json).object(billStatistics, BILL_STATISTICS);
    }

    /**
     * Writes how old what came from a source is.
     *
     * @param freshness the freshness
     * @param json where to
     */
    public void write(Freshness freshness, JsonGenerator json) {
        pen(json).object(freshness, FRESHNESS);
    }

    /**
     * Writes how a party voted in a division.
     *
     * @param partyTally the tally
     * @param json where to
     */
    public void write(PartyTally partyTally, JsonGenerator json) {
        pen(json).object(partyTally, PARTY_TALLY);
    }

    /**
     * Writes the text of a bill.
     *
     * @param billText the text
     * @param json where to
     */
    public void write(BillText billText, JsonGenerator json) {
        pen(json).object(billText, BILL_TEXT);
    }

    boolean wants(Include part) {
        return include.contains(part);
    }

    Names names() {
        return names;
    }

    Text inLanguage(Text text) {
        return language.map(only -> only.only(text)).orElse(text);
    }

    private Pen pen(JsonGenerator json) {
        return new Pen(json, this);
    }
}

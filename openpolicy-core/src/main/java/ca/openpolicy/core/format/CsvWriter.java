// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.Ballot;
import ca.openpolicy.core.Bill;
import ca.openpolicy.core.BillKey;
import ca.openpolicy.core.LastEvent;
import ca.openpolicy.core.Member;
import ca.openpolicy.core.MemberKey;
import ca.openpolicy.core.Membership;
import ca.openpolicy.core.PartyKey;
import ca.openpolicy.core.Sponsor;
import ca.openpolicy.core.Tally;
import ca.openpolicy.core.Text;
import ca.openpolicy.core.Vote;
import java.io.IOException;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Writes words as a table (RFC 4180), a header and one row each, one column a language. A cell that a spreadsheet would
 * execute begins with an apostrophe. For use by one thread; the target is neither flushed nor closed.
 *
 * @param <W> the word
 */
public final class CsvWriter<W> {
    private static final String EXECUTED = "=+-@\t\r";
    private static final String END = "\r\n";

    private final Appendable out;
    private final Columns<W> columns;

    private CsvWriter(Appendable out, Columns<W> columns) throws IOException {
        this.out = out;
        this.columns = columns;
        line(columns.names());
    }

    /**
     * Begins a table of bills.
     *
     * @param out where to; to be encoded as UTF-8
     * @return the writer; the header is written
     * @throws IOException if the target refuses
     */
    public static CsvWriter<Bill> bills(Appendable out) throws IOException {
        return new CsvWriter<>(out, billColumns());
    }

    /**
     * Begins a table of recorded divisions.
     *
     * @param out where to; to be encoded as UTF-8
     * @return the writer; the header is written
     * @throws IOException if the target refuses
     */
    public static CsvWriter<Vote> votes(Appendable out) throws IOException {
        return new CsvWriter<>(out, voteColumns());
    }

    /**
     * Begins a table of ballots.
     *
     * @param out where to; to be encoded as UTF-8
     * @param names knows the names of the parties
     * @return the writer; the header is written
     * @throws IOException if the target refuses
     */
    public static CsvWriter<Ballot> ballots(Appendable out, Names names) throws IOException {
        return new CsvWriter<>(out, ballotColumns(names));
    }

    /**
     * Begins a table of members.
     *
     * @param out where to; to be encoded as UTF-8
     * @param names knows the names of the parties
     * @return the writer; the header is written
     * @throws IOException if the target refuses
     */
    public static CsvWriter<Member> members(Appendable out, Names names) throws IOException {
        return new CsvWriter<>(out, memberColumns(names));
    }

    /**
     * Writes one row.
     *
     * @param word the word
     * @throws IOException if the target refuses
     */
    public void write(W word) throws IOException {
        line(columns.row(word).stream().map(CsvWriter::harmless).toList());
    }

    private void line(List<String> cells) throws IOException {
        for (int i = 0; i < cells.size(); i++) {
            out.append(i == 0 ? "" : ",").append(quoted(cells.get(i)));
        }
        out.append(END);
    }

    private static String harmless(String cell) {
        return !cell.isEmpty() && EXECUTED.indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }

    private static String quoted(String cell) {
        boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }

    private static Columns<Bill> billColumns() {
        return new Columns<Bill>()
                .identity(Bill::key)
                .of("jurisdiction", bill -> bill.key().session().jurisdiction())
                .of("session", bill -> bill.key().session().code())
                .of("number", bill -> bill.key().number())
                .maybe("chamber", Bill::chamber)
                .maybe("type", Bill::type)
                .text("title", Bill::title)
                .text("short_title", Bill::shortTitle)
                .of("status", Bill::status)
                .text("status_text", Bill::statusText)
                .of("law", Bill::law)
                .maybe(
                        "sponsor_id",
                        bill -> bill.sponsor().flatMap(Sponsor::member).map(MemberKey::id))
                .maybe("sponsor_key", bill -> bill.sponsor().flatMap(Sponsor::member))
                .maybe("sponsor_name", bill -> bill.sponsor().map(Sponsor::name))
                .maybe("introduced", Bill::introduced)
                .maybe("last_event_date", bill -> bill.lastEvent().map(LastEvent::date))
                .text(
                        "last_event_text",
                        bill -> bill.lastEvent().map(LastEvent::text).orElse(Text.NONE))
                .identifiers(Bill::identifiers)
                .revision(Bill::revision);
    }

    private static Columns<Vote> voteColumns() {
        return new Columns<Vote>()
                .identity(Vote::key)
                .of("jurisdiction", vote -> vote.key().session().jurisdiction())
                .of("session", vote -> vote.key().session().code())
                .of("chamber", vote -> vote.key().chamber())
                .of("number", vote -> vote.key().number())
                .maybe("at", vote -> vote.at().map(DateTimeFormatter.ISO_OFFSET_DATE_TIME::format))
                .of("date", Vote::date)
                .text("subject", Vote::subject)
                .maybe("context", Vote::context)
                .of("result", Vote::result)
                .maybe("bill_id", vote -> vote.bill().map(BillKey::id))
                .maybe("bill_key", Vote::bill)
                .maybe("announced_yea", vote -> vote.announced().map(Tally::yea))
                .maybe("announced_nay", vote -> vote.announced().map(Tally::nay))
                .maybe("announced_paired", vote -> vote.announced().map(Tally::paired))
                .of("recorded_yea", vote -> vote.recorded().yea())
                .of("recorded_nay", vote -> vote.recorded().nay())
                .of("recorded_paired", vote -> vote.recorded().paired())
                .identifiers(Vote::identifiers)
                .revision(Vote::revision);
    }

    private static Columns<Ballot> ballotColumns(Names names) {
        return new Columns<Ballot>()
                .identity(Ballot::key)
                .of("vote_id", ballot -> ballot.key().vote().id())
                .of("vote_key", ballot -> ballot.key().vote())
                .of("vote_date", Ballot::date)
                .of("member_id", ballot -> ballot.key().member().id())
                .of("member_key", ballot -> ballot.key().member())
                .of("choice", Ballot::choice)
                .of("paired", Ballot::paired)
                .of("dissent", Ballot::dissent)
                .of("derived", Ballot::derived)
                .maybe("basis", Ballot::basis)
                .of("name_then", Ballot::name)
                .maybe("party_then_key", Ballot::party)
                .text("party_then_name", named(names, Ballot::party))
                .maybe("riding_then", Ballot::riding);
    }

    private static Columns<Member> memberColumns(Names names) {
        return new Columns<Member>()
                .identity(Member::key)
                .of("jurisdiction", member -> member.key().jurisdiction())
                .of("name_full", member -> member.name().full())
                .of("name_given", member -> member.name().given())
                .of("name_family", member -> member.name().family())
                .maybe("current_party_key", member -> member.current().flatMap(Membership::party))
                .text(
                        "current_party_name",
                        named(names, member -> member.current().flatMap(Membership::party)))
                .maybe("current_riding", member -> member.current().flatMap(Membership::riding))
                .maybe("current_province", member -> member.current().flatMap(Membership::province))
                .maybe("current_chamber", member -> member.current().map(Membership::chamber))
                .maybe("current_since", member -> member.current().map(Membership::from))
                .maybe("photo_url", Member::photo)
                .identifiers(Member::identifiers)
                .revision(Member::revision);
    }

    private static <W> Function<W, Text> named(Names names, Function<W, Optional<PartyKey>> party) {
        return word -> party.apply(word).map(names::party).orElse(Text.NONE);
    }
}

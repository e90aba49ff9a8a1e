// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

import ca.openpolicy.core.Rank;
import ca.openpolicy.core.RejectedException;
import ca.openpolicy.core.SessionKey;
import ca.openpolicy.core.SourceFile.Receiver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Optional;

/** The bytes of one document become claims: it is recognised, checked and read in one pass. */
final class Document {
    private final CanadaSettings settings;
    private final Pool pool;

    Document(CanadaSettings settings, Pool pool) {
        this.settings = settings;
        this.pool = pool;
    }

    void read(InputStream in, Origin origin, Receiver receiver) throws IOException, InterruptedException {
        byte[] head = in.readNBytes(Recognition.HEAD);
        switch (Recognition.of(head, settings)) {
            case Recognition.Unknown unknown -> receiver.unrecognised(unknown.found());
            case Recognition.Known known -> {
                InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head), in);
                read(known.format(), new Utf8Reader(whole, settings), new Reading(receiver, settings, pool, origin));
            }
        }
    }

    private void read(Format format, Utf8Reader text, Reading reading) throws InterruptedException {
        switch (format) {
            case BILL_LIST_XML -> XmlRows.read(xml(text), "Bill", new ListReader(reading, new BillRows(reading)));
            case BILL_LIST_JSON -> JsonRows.read(json(text), new ListReader(reading, new BillRows(reading)));
            case BILL_DETAIL_JSON -> new BillDetail(reading, json(text)).read();
            case BILL_TEXT_XML -> new BillTextXml(reading, xml(text)).read();
            case VOTE_LIST_XML -> XmlRows.read(xml(text), "Vote", votes(reading, Rank.NATIVE_LIST));
            case VOTE_LIST_OLD_XML -> XmlRows.read(xml(text), "VoteParticipant", votes(reading, Rank.LEGACY));
            case VOTE_LIST_DERIVED_CSV -> derived(text, reading);
            case BALLOTS_XML -> new BallotXml(reading).read(xml(text));
            case BALLOTS_CSV -> new BallotCsv(reading, text).read();
            case MEMBERS_XML -> XmlRows.read(xml(text), "MemberOfParliament", members(reading));
            case MEMBERS_CSV -> members(text, reading);
        }
    }

    private XmlCursor xml(Utf8Reader text) {
        return new XmlCursor(text, settings);
    }

    private JsonCursor json(Utf8Reader text) {
        return new JsonCursor(text, settings);
    }

    private static ListReader votes(Reading reading, Rank rank) {
        return new ListReader(reading, new VoteRows(reading, rank, Optional.empty()));
    }

    private static ListReader members(Reading reading) {
        return new ListReader(reading, new MemberRows(reading));
    }

    private void members(Utf8Reader text, Reading reading) throws InterruptedException {
        CsvTable table = new CsvTable(text, settings, CsvShapes.MEMBERS);
        table.read(CsvShapes.MEMBER_FIELDS, members(reading));
        table.warnIfCut(reading);
    }

    private void derived(Utf8Reader text, Reading reading) throws InterruptedException {
        CsvTable table = new CsvTable(text, settings, CsvShapes.DERIVED_VOTES);
        SessionKey session = reading.origin().session(settings.jurisdiction()).orElseThrow(Document::nameless);
        VoteRows rows = new VoteRows(reading, Rank.DERIVED_LIST, Optional.of(session));
        table.read(CsvShapes.DERIVED_VOTE_FIELDS, new ListReader(reading, rows));
        table.warnIfCut(reading);
    }

    private static RejectedException nameless() {
        return new RejectedException(
                "unknown-session",
                0,
                "lists divisions but not of which session; its path must say so, as Parliament_44-1/votes_metadata.csv");
    }
}

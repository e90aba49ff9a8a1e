// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

import ca.openpolicy.core.Chamber;
import ca.openpolicy.core.Choice;
import ca.openpolicy.core.Claim;
import ca.openpolicy.core.Claim.Cast;
import ca.openpolicy.core.InvalidValueException;
import ca.openpolicy.core.Rank;
import ca.openpolicy.core.RejectedException;
import ca.openpolicy.core.Revision;
import ca.openpolicy.core.Tally;
import ca.openpolicy.core.Text;
import ca.openpolicy.core.Vote;
import ca.openpolicy.core.VoteKey;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;

/** One division as XML: each row says the division again, and who voted how. It is taken as a whole. For one thread. */
final class BallotXml implements RowSink {
    private static final List<String> SCHEMA = List.of(
            "ParliamentNumber",
            "SessionNumber",
            "DecisionEventDateTime",
            "DecisionDivisionNumber",
            "ConstituencyName",
            "PersonOfficialFirstName",
            "PersonOfficialLastName",
            "CaucusShortName",
            "IsVoteYea",
            "IsVoteNay",
            "IsVotePaired",
            "DecisionResultName",
            "PersonId");

    private final Reading reading;
    private final Casts casts;
    private Optional<Vote> vote = Optional.empty();

    BallotXml(Reading reading) {
        this.reading = reading;
        this.casts = new Casts(reading);
    }

    void read(XmlCursor cursor) throws InterruptedException {
        XmlRows.read(cursor, "VoteParticipant", this);
        vote.ifPresent(said -> reading.out().claim(new Claim.OfVote(Rank.SINGLE, said), 1));
        VoteKey key = vote.map(Vote::key).or(this::division).orElseThrow(BallotXml::nameless);
        reading.out().claim(new Claim.OfBallots(Rank.SINGLE, key, casts.all()), 1);
    }

    private Optional<VoteKey> division() {
        return reading.origin().division(reading.settings().jurisdiction());
    }

    private static RejectedException nameless() {
        return new RejectedException(
                "unknown-division",
                0,
                "has no ballots, and neither it nor its path says which division it is;"
                        + " its path must end as votes/44/1/928/xml");
    }

    @Override
    public void accept(Row row) throws InterruptedException {
        Reading.stopIfInterrupted();
        try {
            Vote said = vote(row.has(SCHEMA));
            if (vote.isPresent() && !vote.get().equals(said)) {
                throw new RejectedException(
                        "contradictory-row",
                        row.line(),
                        "tells of another division, day or result than the rows before");
            }
            vote = Optional.of(said);
            casts.add(cast(row), row.line());
        } catch (InvalidValueException bad) {
            throw Refusal.invalid(bad, row.line());
        }
    }

    @Override
    public void refuse(RejectedException bad) {
        throw bad;
    }

    private Vote vote(Row row) {
        LocalDateTime time = WallClock.required(row, "DecisionEventDateTime");
        return new Vote(
                new VoteKey(
                        VoteRows.session(reading, row),
                        Chamber.HOUSE,
                        row.requiredNumber("DecisionDivisionNumber", 1, VoteRows.MOST_VOTES)),
                time.toLocalDate(),
                Optional.of(VoteRows.at(reading, time)),
                Text.NONE,
                Optional.empty(),
                Result.of(row).result(),
                Optional.empty(),
                Optional.empty(),
                Tally.NONE,
                List.of(),
                List.of(),
                Revision.NONE);
    }

    private Cast cast(Row row) {
        String name = row.required("PersonOfficialFirstName") + " " + row.required("PersonOfficialLastName");
        Pool pool = reading.pool();
        Optional<String> party = pool.word(row.text("CaucusShortName").orElse(""));
        reading.party(party, Rank.SINGLE, row.line());
        return new Cast(
                pool.id(Persons.checked(row, row.required("PersonId"))),
                pool.id(name),
                pool.word(row.text("ConstituencyName").orElse("")),
                pool.word(row.text("ConstituencyProvinceTerritoryName").orElse("")),
                party,
                choice(row),
                flag(row, "IsVotePaired"));
    }

    private static Choice choice(Row row) {
        boolean yea = flag(row, "IsVoteYea");
        boolean nay = flag(row, "IsVoteNay");
        if (yea && nay) {
            throw new RejectedException("invalid-value", row.line(), "says both yea and nay");
        }
        if (!yea && !nay && !flag(row, "IsVotePaired")) {
            throw new RejectedException("invalid-value", row.line(), "says neither yea nor nay nor paired");
        }
        return yea ? Choice.YEA : nay ? Choice.NAY : Choice.PAIRED;
    }

    private static boolean flag(Row row, String name) {
        row.required(name);
        return row.flag(name).orElse(false);
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.placement;

import ca.openpolicy.core.Archive;
import ca.openpolicy.core.Ballot;
import ca.openpolicy.core.BallotKey;
import ca.openpolicy.core.Cause;
import ca.openpolicy.core.Chamber;
import ca.openpolicy.core.Choice;
import ca.openpolicy.core.Digest;
import ca.openpolicy.core.Division;
import ca.openpolicy.core.PartyKey;
import ca.openpolicy.core.Revision;
import ca.openpolicy.core.SessionKey;
import ca.openpolicy.core.Sourced;
import ca.openpolicy.core.Tally;
import ca.openpolicy.core.Text;
import ca.openpolicy.core.UnavailableException;
import ca.openpolicy.core.Vote;
import ca.openpolicy.core.VoteKey;
import ca.openpolicy.core.VoteResult;
import ca.openpolicy.verification.RealData;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** Loads the same divisions again and again, each time with other ballots, so that each load is a version. */
final class Importer implements Runnable {
    static final int DIVISIONS = 24;
    static final int MEMBERS = 15;

    private static final LocalDate DAY = LocalDate.of(2024, 3, 1);
    private static final Duration PAUSE = Duration.ofMillis(RealData.ENDURANCE ? 60 : 400);

    private final Archive archive;
    private final SessionKey session;
    private final Ledger ledger;
    private final Shift shift;
    private final List<VoteKey> keys;
    private int round;

    Importer(Archive archive, SessionKey session, Ledger ledger, Shift shift) {
        this.archive = archive;
        this.session = session;
        this.ledger = ledger;
        this.shift = shift;
        this.keys = IntStream.rangeClosed(1, DIVISIONS)
                .mapToObj(number -> new VoteKey(session, Chamber.HOUSE, number))
                .toList();
    }

    @Override
    public void run() {
        try {
            while (!shift.isOver()) {
                shift.work(this::round);
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            ledger.fault("an import ended with " + e);
        }
    }

    private void round() throws InterruptedException {
        round++;
        List<Ledger.Entry> entries = keys.stream()
                .map(key -> ledger.open("/api/v1/votes/" + key.canonical(), key.id()))
                .toList();
        entries.forEach(ledger::begin);
        load();
        entries.forEach(entry -> ledger.acknowledge(entry, round));
    }

    /** What of it is there already is found to be the same. */
    private void load() throws InterruptedException {
        while (true) {
            try {
                var unused =
                        archive.votes().load(keys.stream().map(this::division).iterator(), Cause.PROGRAM);
                return;
            } catch (UnavailableException e) {
                ledger.repeat();
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private Sourced<Division> division(VoteKey key) {
        List<Ballot> ballots = new ArrayList<>();
        int yea = 0;
        for (int person = 1; person <= MEMBERS; person++) {
            boolean isYea = (round + key.number()) % person == 0;
            yea += isYea ? 1 : 0;
            ballots.add(ballot(key, person, isYea));
        }
        int nay = MEMBERS - yea;
        Tally tally = new Tally(yea, nay, 0);
        Vote vote = new Vote(
                key,
                DAY,
                Optional.empty(),
                Text.of("Round " + round, "Tour " + round),
                Optional.empty(),
                yea > nay ? VoteResult.AGREED : VoteResult.NEGATIVED,
                Optional.empty(),
                Optional.of(tally),
                tally,
                List.of(),
                List.of(),
                Revision.NONE);
        return new Sourced<>(new Division(vote, ballots), new Digest("%032x".formatted(round * 1_000 + key.number())));
    }

    private Ballot ballot(VoteKey key, int person, boolean yea) {
        return new Ballot(
                new BallotKey(key, Integer.toString(person)),
                DAY,
                yea ? Choice.YEA : Choice.NAY,
                false,
                false,
                Optional.empty(),
                "Member no. " + person,
                Optional.of(new PartyKey(session.jurisdiction(), "lamp")),
                Optional.of("Riding " + person));
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import ca.openpolicy.core.Chamber;
import ca.openpolicy.core.Rank;
import ca.openpolicy.core.Session;
import ca.openpolicy.core.SessionKey;
import ca.openpolicy.core.Tally;
import ca.openpolicy.core.Vote;
import ca.openpolicy.core.VoteKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Joins what this run says of divisions and ballots with what the archive holds of the same parliaments. */
final class Divisions {
    private final Gathered gathered;
    private final Stored stored;
    private final Collection<Session> storedSessions;
    private final Roll roll;
    private final Notices notices;

    Divisions(Gathered gathered, Stored stored, Collection<Session> storedSessions, Roll roll, Notices notices) {
        this.gathered = gathered;
        this.stored = stored;
        this.storedSessions = storedSessions;
        this.roll = roll;
        this.notices = notices;
    }

    /** The parliaments of which this run brings divisions or ballots. */
    Set<Term> terms() {
        Set<Term> terms = new HashSet<>();
        claimed().forEach(vote -> terms.add(Term.of(vote.session())));
        return terms;
    }

    /** All divisions of some parliaments, by session and chamber, in order. */
    List<Register> registers(Set<Term> terms) throws InterruptedException {
        Map<SessionKey, Map<VoteKey, Vote>> known = new HashMap<>();
        for (Session session : storedSessions) {
            if (terms.contains(Term.of(session.key()))) {
                known.put(session.key(), stored.votes(session.key()));
            }
        }
        Map<SessionKey, Set<VoteKey>> bySession = new TreeMap<>(Comparator.comparing(SessionKey::canonical));
        known.forEach((session, votes) -> bySession.put(session, new HashSet<>(votes.keySet())));
        claimed()
                .filter(vote -> terms.contains(Term.of(vote.session())))
                .forEach(vote -> bySession
                        .computeIfAbsent(vote.session(), unused -> new HashSet<>())
                        .add(vote));
        List<Register> registers = new ArrayList<>();
        for (Map.Entry<SessionKey, Set<VoteKey>> entry : bySession.entrySet()) {
            registers.addAll(registers(entry.getKey(), entry.getValue(), known.getOrDefault(entry.getKey(), Map.of())));
        }
        return registers;
    }

    private Stream<VoteKey> claimed() {
        return Stream.concat(gathered.votes.keys().stream(), gathered.divisionsWithBallots().stream());
    }

    private List<Register> registers(SessionKey session, Set<VoteKey> keys, Map<VoteKey, Vote> known)
            throws InterruptedException {
        Map<Chamber, List<Facts>> byChamber = new EnumMap<>(Chamber.class);
        for (VoteKey key : keys) {
            Interruption.check();
            Optional<Facts> facts = facts(key, Optional.ofNullable(known.get(key)));
            facts.ifPresent(each -> byChamber
                    .computeIfAbsent(key.chamber(), unused -> new ArrayList<>())
                    .add(each));
        }
        return byChamber.entrySet().stream()
                .map(entry -> new Register(session, entry.getKey(), entry.getValue(), roll))
                .toList();
    }

    private Optional<Facts> facts(VoteKey key, Optional<Vote> known) throws InterruptedException {
        List<Claimed<Vote>> claims = gathered.votes.of(key, notices);
        List<Vote> words = Stream.concat(claims.stream().map(Claimed::word), known.stream())
                .toList();
        if (words.isEmpty()) {
            refuseBallots(key);
            return Optional.empty();
        }
        Facts facts = new Facts(VoteMerge.merge(words), casts(key, known));
        compareTotals(facts, claims);
        return Optional.of(facts);
    }

    private void refuseBallots(VoteKey key) {
        Place place = gathered.ballots(key, notices).place();
        notices.reject("ballots-without-vote", place, "no file says anything else of division " + key);
    }

    private Optional<CastSet> casts(VoteKey key, Optional<Vote> known) throws InterruptedException {
        if (gathered.hasBallots(key)) {
            return Optional.of(gathered.ballots(key, notices));
        }
        return known.isPresent() ? Optional.of(stored.casts(known.get())) : Optional.empty();
    }

    private void compareTotals(Facts facts, List<Claimed<Vote>> claims) {
        VoteKey key = facts.vote().key();
        Optional<Place> place = place(key, facts, claims);
        if (place.isEmpty()) {
            return;
        }
        if (lacksTotals(facts.vote(), claims)) {
            notices.warn("no-totals", place.get(), "no totals of division " + key + " are given");
        }
        boolean spoken = gathered.hasBallots(key)
                || facts.casts().filter(casts -> casts.size() > 0).isPresent();
        Tally recorded = facts.casts().map(Divisions::count).orElse(Tally.NONE);
        facts.vote()
                .announced()
                .filter(announced -> spoken && !announced.equals(recorded))
                .ifPresent(announced -> notices.warn(
                        "totals-differ",
                        place.get(),
                        "division %s: announced %s, recorded %s".formatted(key, shown(announced), shown(recorded))));
    }

    /** Where this run speaks of a division: where its totals should stand, else where its ballots stand. */
    private Optional<Place> place(VoteKey key, Facts facts, List<Claimed<Vote>> claims) {
        return claims.stream()
                .map(Claimed::place)
                .findFirst()
                .or(() ->
                        facts.casts().filter(casts -> gathered.hasBallots(key)).map(CastSet::place));
    }

    private static boolean lacksTotals(Vote vote, List<Claimed<Vote>> claims) {
        boolean emptyInList = claims.stream()
                .findFirst()
                .filter(claim -> claim.rank().compareTo(Rank.DERIVED_LIST) <= 0)
                .filter(claim -> claim.word().announced().isEmpty())
                .isPresent();
        return emptyInList || vote.announced().isEmpty();
    }

    private static Tally count(CastSet casts) {
        int[] counts = new int[3];
        for (int index = 0; index < casts.size(); index++) {
            byte mark = casts.mark(index);
            switch (Mark.choice(mark)) {
                case YEA -> counts[0]++;
                case NAY -> counts[1]++;
                case PAIRED, ABSTAIN, ABSENT, NOT_RECORDED -> {}
            }
            counts[2] += Mark.paired(mark) ? 1 : 0;
        }
        return new Tally(counts[0], counts[1], counts[2]);
    }

    private static String shown(Tally tally) {
        return tally.yea() + " yea, " + tally.nay() + " nay, " + tally.paired() + " paired";
    }
}

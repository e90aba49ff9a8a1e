// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import ca.openpolicy.core.Bill;
import ca.openpolicy.core.BillKey;
import ca.openpolicy.core.BillText;
import ca.openpolicy.core.Claim;
import ca.openpolicy.core.Claim.Cast;
import ca.openpolicy.core.InvalidValueException;
import ca.openpolicy.core.Jurisdiction;
import ca.openpolicy.core.JurisdictionKey;
import ca.openpolicy.core.Member;
import ca.openpolicy.core.MemberKey;
import ca.openpolicy.core.Party;
import ca.openpolicy.core.PartyKey;
import ca.openpolicy.core.Session;
import ca.openpolicy.core.SessionKey;
import ca.openpolicy.core.Vote;
import ca.openpolicy.core.VoteKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The claims of one file, or of all files of a run. */
final class Gathered {
    private final Roll roll;
    final Claims<JurisdictionKey, Jurisdiction> jurisdictions = new Claims<>(CatalogueKinds.JURISDICTION);
    final Claims<SessionKey, Session> sessions = new Claims<>(CatalogueKinds.SESSION);
    final Claims<PartyKey, Party> parties = new Claims<>(CatalogueKinds.PARTY);
    final Claims<BillKey, Bill> bills = new Claims<>(BillMerge.KIND);
    final Claims<VoteKey, Vote> votes = new Claims<>(VoteMerge.KIND);
    final Claims<TextKey, BillText> texts = new Claims<>(CatalogueKinds.TEXT);
    final Claims<MemberKey, Member> members = new Claims<>(CatalogueKinds.MEMBER);
    final List<Claimed<Claim.Seat>> seats = new ArrayList<>();
    final List<Claim.OfChair> chairs = new ArrayList<>();
    final Set<Spelling> partySpellings = new HashSet<>();
    final Set<Located> ridings = new HashSet<>();
    private final Map<VoteKey, List<CastSet>> casts = new HashMap<>();
    private int ballots;
    private long textCharacters;

    /** Which text of a bill. */
    record TextKey(BillKey bill, String language, String stage) {}

    /** How a source writes a party. */
    record Spelling(JurisdictionKey jurisdiction, String party) {}

    /** Where a riding lies. */
    record Located(JurisdictionKey jurisdiction, String riding, String province) {}

    Gathered(Roll roll) {
        this.roll = roll;
    }

    void add(Claim claim, Place place, Notices notices) {
        switch (claim) {
            case Claim.OfJurisdiction it ->
                jurisdictions.add(it.jurisdiction().key(), it.rank(), it.jurisdiction(), place);
            case Claim.OfSession it -> sessions.add(it.session().key(), it.rank(), it.session(), place);
            case Claim.OfParty it -> parties.add(it.party().key(), it.rank(), it.party(), place);
            case Claim.OfBill it -> bills.add(it.bill().key(), it.rank(), it.bill(), place);
            case Claim.OfVote it -> votes.add(it.vote().key(), it.rank(), it.vote(), place);
            case Claim.OfMember it -> add(it, place);
            case Claim.OfText text -> add(text, place);
            case Claim.OfSeat it -> add(new Claimed<>(it.rank(), it.seat(), place));
            case Claim.OfChair chair -> chairs.add(chair);
            case Claim.OfBallots some -> add(some, place, notices);
        }
    }

    private void add(Claim.OfMember claim, Place place) {
        Member member = claim.member();
        members.add(member.key(), claim.rank(), member, place);
        member.memberships()
                .forEach(each -> note(member.key().jurisdiction(), Optional.empty(), each.riding(), each.province()));
    }

    void addAll(Gathered file) {
        jurisdictions.addAll(file.jurisdictions);
        sessions.addAll(file.sessions);
        parties.addAll(file.parties);
        bills.addAll(file.bills);
        votes.addAll(file.votes);
        texts.addAll(file.texts);
        members.addAll(file.members);
        seats.addAll(file.seats);
        chairs.addAll(file.chairs);
        partySpellings.addAll(file.partySpellings);
        ridings.addAll(file.ridings);
        file.casts.forEach((vote, sets) -> sets.forEach(
                set -> casts.computeIfAbsent(vote, unused -> new ArrayList<>(1)).add(set.done())));
        ballots += file.ballots;
        textCharacters += file.textCharacters;
    }

    /** The divisions of which ballots are claimed. */
    Set<VoteKey> divisionsWithBallots() {
        return casts.keySet();
    }

    boolean hasBallots(VoteKey vote) {
        return casts.containsKey(vote);
    }

    /** The believed ballots of a division of which there are any; contradictions are noticed. */
    CastSet ballots(VoteKey vote, Notices notices) {
        List<CastSet> sets = casts.getOrDefault(vote, List.of());
        CastSet believed = Collections.min(sets, CastSet.BELIEVED);
        for (CastSet each : sets) {
            if (each != believed && each.rank() == believed.rank() && !Arrays.equals(each.form(), believed.form())) {
                String message = "the ballots of " + vote + " differ from " + believed.place() + ", which is believed";
                notices.warn("contradiction", each.place(), message);
            }
        }
        return believed;
    }

    int ballotCount() {
        return ballots;
    }

    long textCharacterCount() {
        return textCharacters;
    }

    /** How many claims there are beside ballots. */
    int claimCount() {
        return jurisdictions.size()
                + sessions.size()
                + parties.size()
                + bills.size()
                + votes.size()
                + texts.size()
                + members.size()
                + seats.size()
                + chairs.size();
    }

    private void add(Claim.OfText claim, Place place) {
        BillText text = claim.text();
        texts.add(new TextKey(text.bill(), text.language(), text.stage()), claim.rank(), text, place);
        textCharacters += text.sections().stream()
                .mapToLong(each -> each.label().length()
                        + each.heading().length()
                        + each.text().length())
                .sum();
    }

    private void add(Claimed<Claim.Seat> claim) {
        Claim.Seat seat = claim.word();
        seats.add(claim);
        note(seat.jurisdiction(), seat.party(), seat.riding(), seat.province());
    }

    private void add(Claim.OfBallots claim, Place place, Notices notices) {
        List<CastSet> sets = casts.computeIfAbsent(claim.vote(), unused -> new ArrayList<>(1));
        if (sets.isEmpty()) {
            sets.add(new CastSet(claim.vote(), claim.rank(), place));
        }
        CastSet set = sets.getFirst();
        set.believe(claim.rank());
        claim.casts().forEach(cast -> add(set, cast, place, notices));
    }

    private void add(CastSet set, Cast cast, Place place, Notices notices) {
        JurisdictionKey jurisdiction = set.vote().session().jurisdiction();
        try {
            Person person = roll.person(jurisdiction, cast.person());
            Profile profile = profile(jurisdiction, cast, place, notices);
            if (set.add(person, profile, Mark.of(cast.choice(), cast.paired()))) {
                ballots++;
                note(jurisdiction, cast.party(), cast.riding(), cast.province());
            } else {
                notices.warn("duplicate-row", place, "a second ballot of person " + cast.person() + "; not taken");
            }
        } catch (InvalidValueException e) {
            notices.reject("invalid-value", place, Notices.reason(e));
        }
    }

    private Profile profile(JurisdictionKey jurisdiction, Cast cast, Place place, Notices notices) {
        if (cast.name().isBlank()) {
            throw InvalidValueException.of("name", cast.name(), "the name of person " + cast.person());
        }
        try {
            return roll.appearance(jurisdiction, cast.name(), cast.party(), cast.riding());
        } catch (InvalidValueException e) {
            notices.warn("invalid-value", place, Notices.reason(e) + "; taken without party");
            return roll.profile(cast.name(), Optional.empty(), cast.riding());
        }
    }

    private void note(
            JurisdictionKey jurisdiction, Optional<String> party, Optional<String> riding, Optional<String> province) {
        party.ifPresent(spelling -> partySpellings.add(new Spelling(jurisdiction, spelling)));
        if (riding.isPresent() && province.isPresent()) {
            ridings.add(new Located(jurisdiction, riding.get(), province.get()));
        }
    }
}

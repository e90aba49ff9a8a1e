// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import ca.openpolicy.core.Revision;
import ca.openpolicy.core.Tally;
import ca.openpolicy.core.Vote;
import java.util.List;
import java.util.Optional;

/** Joins what is said of a division, field by field. */
final class VoteMerge {
    static final Kind<Vote> KIND = Kind.timeless(
            "division",
            Canonical::vote,
            List.of(
                    new Trait<>("date", vote -> Optional.of(vote.date())),
                    new Trait<>("at", Vote::at),
                    new Trait<>("subject.en", vote -> vote.subject().en()),
                    new Trait<>("subject.fr", vote -> vote.subject().fr()),
                    new Trait<>("context", Vote::context),
                    new Trait<>("result", vote -> Optional.of(vote.result())),
                    new Trait<>("bill", Vote::bill),
                    new Trait<>("announced", Vote::announced)));

    private VoteMerge() {}

    /**
     * The division as believed, without what is derived; the first word is believed most. The time of day belongs to a
     * day, and totals belong to a result: neither is taken from a word that says another day or result.
     */
    static Vote merge(List<Vote> words) {
        Vote first = words.getFirst();
        List<Vote> sameDay =
                words.stream().filter(vote -> vote.date().equals(first.date())).toList();
        List<Vote> sameResult =
                words.stream().filter(vote -> vote.result() == first.result()).toList();
        return new Vote(
                first.key(),
                first.date(),
                Best.present(sameDay, Vote::at),
                Best.text(words, Vote::subject),
                Best.present(words, Vote::context),
                first.result(),
                Best.present(words, Vote::bill),
                Best.present(sameResult, Vote::announced),
                Tally.NONE,
                List.of(),
                Best.identifiers(words, Vote::identifiers),
                Revision.NONE);
    }
}

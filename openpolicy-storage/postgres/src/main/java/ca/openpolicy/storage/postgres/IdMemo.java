// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import ca.openpolicy.core.BallotKey;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.VoteKey;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers the ids that many ballots share, since a hash for each of a million rows costs seconds. Bounded: it is
 * emptied when it is full.
 */
final class IdMemo {
    private static final int MOST = 20_000;

    private final Map<VoteKey, Placed> votes = new ConcurrentHashMap<>();
    private final Map<String, Long> members = new ConcurrentHashMap<>();

    private record Placed(EntityId id, String canonical, String session, String chamber) {}

    long vote(VoteKey key) {
        return placed(key).id().value();
    }

    String session(VoteKey key) {
        return placed(key).session();
    }

    String chamber(VoteKey key) {
        return placed(key).chamber();
    }

    long ballot(BallotKey key) {
        Placed vote = placed(key.vote());
        return EntityId.under(vote.id(), key.type(), vote.canonical() + "/" + key.person())
                .value();
    }

    long member(BallotKey key) {
        if (members.size() > MOST) {
            members.clear();
        }
        String text = key.vote().session().jurisdiction().code() + "/" + key.person();
        return members.computeIfAbsent(text, unused -> key.member().id().value());
    }

    private Placed placed(VoteKey key) {
        if (votes.size() > MOST) {
            votes.clear();
        }
        return votes.computeIfAbsent(
                key,
                vote -> new Placed(
                        vote.id(),
                        vote.canonical(),
                        vote.session().code(),
                        vote.chamber().code()));
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import ca.openpolicy.core.BallotKey;
import ca.openpolicy.core.Chamber;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.JurisdictionKey;
import ca.openpolicy.core.SessionKey;
import ca.openpolicy.core.VoteKey;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers the ids that many ballots share, since a hash for each of a million rows costs seconds: the latest division
 * of each thread, and the members. Bounded: it is emptied when it is full.
 */
final class IdMemo {
    private static final int MOST = 20_000;

    private final ThreadLocal<Recent> latest = ThreadLocal.withInitial(() -> Recent.NONE);
    private final Map<String, Long> members = new ConcurrentHashMap<>();

    private record Placed(EntityId id, String canonical, String session, String chamber) {}

    private record Recent(VoteKey key, Placed placed) {
        private static final VoteKey NO_KEY =
                new VoteKey(new SessionKey(new JurisdictionKey("zz"), 1, 1), Chamber.HOUSE, 1);
        private static final Recent NONE = new Recent(NO_KEY, new Placed(NO_KEY.id(), "", "", ""));
    }

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

    /** The ballots of a division follow each other and share one key. */
    private Placed placed(VoteKey key) {
        Recent recent = latest.get();
        if (!recent.key().equals(key)) {
            recent = new Recent(
                    key,
                    new Placed(
                            key.id(),
                            key.canonical(),
                            key.session().code(),
                            key.chamber().code()));
            latest.set(recent);
        }
        return recent.placed();
    }
}

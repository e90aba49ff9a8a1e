// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.event.EventFeed;
import ca.openpolicy.server.Known;
import ca.openpolicy.server.Replies;
import ca.openpolicy.server.Settings;
import ca.openpolicy.server.provenance.Changed;
import ca.openpolicy.storage.cache.Feed;
import ca.openpolicy.storage.cache.RemoteTier;
import ca.openpolicy.storage.cache.Tiers;
import java.util.List;

/** The answers that this server keeps, and what makes it hear of changes. */
final class AnswerCache {
    static final String NAME = "answers";

    private final CachingSettings settings;
    private final Tiers tiers;
    private final Feed feed;
    private final Replies replies;

    private AnswerCache(CachingSettings settings, Tiers tiers) {
        this.settings = settings;
        this.tiers = tiers;
        this.feed = tiers.feed();
        this.replies = settings.keepsAnything()
                ? Replies.in(tiers.cache(NAME, new ReplyCodec(), settings.answers()), tiers)
                : Replies.unkept();
    }

    /** Nothing is kept for long before it is heard of changes. */
    static AnswerCache open(Settings settings, List<RemoteTier> remotes, Teardown teardown, Ambient ambient) {
        CachingSettings caching = CachingSettings.of(settings);
        return new AnswerCache(
                caching, teardown.add(Teardown.Layer.ARCHIVE, Tiers.of(caching.tiers(), remotes, ambient)));
    }

    Replies replies() {
        return replies;
    }

    Tiers tiers() {
        return tiers;
    }

    /** Hears of changes from now on. */
    AnswerTail follow(EventFeed events, Ambient ambient) {
        return AnswerTail.start(events, tiers, feed, settings, ambient);
    }

    /** Hears from now on of names that have changed, of which no event tells. */
    void follow(Known known) {
        known.whenChanged(() -> tiers.invalidate(Changed.catalogue(), ""));
    }
}

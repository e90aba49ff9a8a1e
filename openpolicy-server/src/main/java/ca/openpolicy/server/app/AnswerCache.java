// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.event.EventFeed;
import ca.openpolicy.events.log.LogStream;
import ca.openpolicy.events.log.PostgresEventLog;
import ca.openpolicy.server.ApiSettings;
import ca.openpolicy.server.Replies;
import ca.openpolicy.server.Settings;
import ca.openpolicy.server.frame.Dependency;
import ca.openpolicy.server.frame.HealthCheck;
import ca.openpolicy.server.provenance.Changed;
import ca.openpolicy.storage.cache.CacheFigures;
import ca.openpolicy.storage.cache.ChangeFigures;
import ca.openpolicy.storage.cache.Codec;
import ca.openpolicy.storage.cache.Feed;
import ca.openpolicy.storage.cache.RemoteTier;
import ca.openpolicy.storage.cache.TierFigures;
import ca.openpolicy.storage.cache.Tiers;
import ca.openpolicy.storage.cache.redis.RedisTier;
import ca.openpolicy.storage.cache.s3.S3Tier;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The answers that this server keeps, and what makes it hear of changes. */
final class AnswerCache {
    private static final String ANSWERS = "answers";
    private static final String BODIES = "bodies";
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final CachingSettings settings;
    private final List<Tiers> all;
    private final Tiers tiers;
    private final Feed feed;
    private final Replies replies;

    private AnswerCache(CachingSettings settings, int form, Tiers tiers, Optional<Large> large) {
        this.settings = large.isPresent() ? settings.halved() : settings;
        this.tiers = tiers;
        this.all = Stream.concat(Stream.of(tiers), large.stream().map(Large::tiers))
                .toList();
        this.feed = tiers.feed();
        Replies kept = settings.keepsAnything()
                ? Replies.in(tiers.cache(ANSWERS, new ReplyCodec(form), this.settings.answers()), tiers)
                : Replies.unkept();
        this.replies = large.map(each -> kept.with(each.bodies(this.settings))).orElse(kept);
    }

    /** Where large bodies are, which never change and of which nothing is to be heard. */
    private record Large(Tiers tiers, int fromBytes) {
        Replies.Bodies bodies(CachingSettings settings) {
            return new Replies.Bodies(
                    tiers.cache(BODIES, Codec.bytes(), settings.answers().asImmutable()), fromBytes);
        }
    }

    /** Nothing is kept for long before it is heard of changes. */
    static AnswerCache open(Settings settings, Teardown teardown, Ambient ambient) {
        CachingSettings caching = CachingSettings.of(settings);
        List<RemoteTier> redis = RedisLink.open(settings, teardown).<RemoteTier>map(RedisTier::at).stream()
                .toList();
        Tiers tiers = teardown.add(Teardown.Layer.ARCHIVE, Tiers.of(caching.tiers(), redis, ambient));
        Optional<Large> large = S3Link.open(settings, teardown)
                .map(s3 -> teardown.add(
                        Teardown.Layer.ARCHIVE, Tiers.of(caching.tiers(), List.of(S3Tier.at(s3)), ambient)))
                .map(apart -> new Large(apart, settings.number(S3Link.FROM_BYTES)));
        return new AnswerCache(caching, form(settings), tiers, large);
    }

    /** Servers with other settings of these answer otherwise, and share nothing. */
    private static int form(Settings settings) {
        ApiSettings api = ApiSettings.of(settings);
        return Objects.hash(api.usualLimit(), api.maxIncluded(), api.gzipFromBytes());
    }

    Replies replies() {
        return replies;
    }

    /** What each cache has done, by its name. */
    Map<String, CacheFigures> figures() {
        return merged(Tiers::figures);
    }

    /** How each tier outside of the process does, by its name. */
    Map<String, TierFigures> tierFigures() {
        return merged(Tiers::tierFigures);
    }

    /** One for each tier outside of the process, well whatever it says: without it answers are slower, and as right. */
    List<HealthCheck> checks() {
        return tierFigures().entrySet().stream()
                .map(each -> new HealthCheck(
                        "cache " + each.getKey(), PATIENCE, false, () -> state(each.getKey(), each.getValue())))
                .toList();
    }

    private static Dependency state(String tier, TierFigures figures) {
        String state = figures.open() ? "left alone, since it does not answer" : "used";
        return new Dependency("cache " + tier, true, state);
    }

    private <F> Map<String, F> merged(Function<Tiers, Map<String, F>> figures) {
        return all.stream()
                .flatMap(each -> figures.apply(each).entrySet().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Hears of changes from now on. */
    AnswerTail follow(EventFeed events, PostgresEventLog log, List<LogStream> streams, Ambient ambient) {
        return AnswerTail.start(events, new Committed(log, streams), tiers, feed, settings, ambient);
    }

    /** Names have changed, of which no event tells. */
    void renamed() {
        tiers.invalidate(Changed.catalogue(), "");
    }

    /** What is known of changes. */
    ChangeFigures changes() {
        return tiers.changeFigures();
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.cache.Cache;
import ca.openpolicy.core.cache.Cached;
import ca.openpolicy.core.cache.Fetched;
import ca.openpolicy.embedded.EmbeddedS3;
import ca.openpolicy.embedded.EmbeddedS3Settings;
import ca.openpolicy.storage.cache.redis.RedisTier;
import ca.openpolicy.storage.cache.s3.S3Settings;
import ca.openpolicy.storage.cache.s3.S3Tier;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** All three tiers: what changes is in memory and Redis, what never changes in S3 too. */
class S3CacheTest extends CacheContract {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static Optional<EmbeddedS3> s3 = Optional.empty();

    @BeforeAll
    static void start() {
        EmbeddedS3 started = EmbeddedS3.start(EmbeddedS3Settings.temporary());
        started.createBucket("cache");
        s3 = Optional.of(started);
    }

    @AfterAll
    static void stop() {
        s3.ifPresent(EmbeddedS3::close);
    }

    private static S3Tier tier(String prefix) {
        EmbeddedS3 running = s3.orElseThrow();
        return S3Tier.at(S3Settings.in(running.region(), "cache")
                .at(running.endpoint(), new S3Settings.AccessKey(running.accessKey(), running.secretKey()))
                .withPrefix(prefix)
                .withTimeout(Duration.ofSeconds(10)));
    }

    @Override
    Tiers open(HandClock clock) {
        String prefix = Redises.freshPrefix();
        Tiers opened = Tiers.of(
                Redises.unhurried(),
                List.of(RedisTier.at(Redises.settings(Redises.shared(), prefix)), tier(prefix)),
                new Ambient(clock, new SecureRandom()));
        await().atMost(PATIENCE).until(() -> Redises.isFollowing(opened));
        return opened;
    }

    private static Cache<String, String> lasting(Tiers tiers) {
        return tiers.cache("lasting", Codec.text(), CacheSettings.defaults().asImmutable());
    }

    @Test
    void what_never_changes_is_found_there_by_others() {
        String prefix = Redises.freshPrefix();
        String text = "text".repeat(10_000);
        try (Tiers one = Tiers.of(tier(prefix))) {
            assertThat(lasting(one).get("k", (key, known) -> Fetched.of(text)).value())
                    .contains(text);
            S3Tier raw = tier(prefix);
            await().atMost(PATIENCE).until(() -> raw.get(List.of("lasting:=k")).size() == 1);
            raw.close();
        }
        try (Tiers other = Tiers.of(tier(prefix))) {
            Cached<String> found = lasting(other).get("k", (key, known) -> Fetched.of("other"));
            assertThat(found.from()).isEqualTo("s3");
            assertThat(found.value()).contains(text);
        }
    }

    @Test
    void what_changes_is_not_put_there() {
        String prefix = Redises.freshPrefix();
        try (Tiers one = Tiers.of(tier(prefix))) {
            Cache<String, String> changing = one.cache("changing", Codec.text(), CacheSettings.defaults());
            assertThat(changing.get("k", (key, known) -> Fetched.of("1")).value())
                    .contains("1");
            assertThat(one.tierFigures()).containsOnlyKeys("s3");
            assertThat(one.tierFigures().values())
                    .allSatisfy(figures -> assertThat(figures.asked()).isZero());
        }
    }

    @Test
    void a_bucket_that_cannot_be_asked_does_no_harm() {
        S3Tier nowhere = S3Tier.at(S3Settings.in("us-east-1", "nowhere")
                .at(s3.orElseThrow().endpoint(), new S3Settings.AccessKey("nobody", "nothing")));
        try (Tiers one = Tiers.of(nowhere)) {
            Cache<String, String> cache = lasting(one);
            for (int i = 0; i < 20; i++) {
                assertThat(cache.get("k" + i, (key, known) -> Fetched.of("made"))
                                .value())
                        .contains("made");
            }
            assertThat(one.tierFigures().values())
                    .allSatisfy(figures -> assertThat(figures.avoided()).isPositive());
        }
    }
}

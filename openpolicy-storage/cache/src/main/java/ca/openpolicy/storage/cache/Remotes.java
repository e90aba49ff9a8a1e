// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * The tiers outside of the process as one cache sees them: what it finds there is whole, of its own form, and not known
 * to be wrong.
 */
final class Remotes {
    private final List<Guarded<? extends RemoteTier>> tiers;
    private final Hearing hearing;
    private final Coherence coherence;
    private final CacheSettings settings;
    private final Counts counts;
    private final int schema;

    Remotes(
            List<Guarded<? extends RemoteTier>> tiers,
            Hearing hearing,
            Coherence coherence,
            CacheSettings settings,
            Counts counts,
            int schema) {
        this.tiers = tiers;
        this.hearing = hearing;
        this.coherence = coherence;
        this.settings = settings;
        this.counts = counts;
        this.schema = schema;
    }

    boolean isEmpty() {
        return tiers.isEmpty();
    }

    /** Where others put at once what somebody waits for. */
    Remotes shared() {
        List<Guarded<? extends RemoteTier>> shared =
                tiers.stream().filter(tier -> tier.tier() instanceof SharedTier).toList();
        return new Remotes(shared, hearing, coherence, settings, counts, schema);
    }

    /** What was found, and where. */
    record Found(Frame frame, String tier) {}

    Optional<Found> find(String key, long begun, long nowMillis) {
        return Optional.ofNullable(findAll(Set.of(key), begun, nowMillis).get(key));
    }

    /** Each tier is asked once, for what those before it did not have. */
    Map<String, Found> findAll(Collection<String> keys, long begun, long nowMillis) {
        Map<String, Found> found = new HashMap<>();
        Set<String> missing = new HashSet<>(keys);
        for (Guarded<? extends RemoteTier> tier : tiers) {
            if (!missing.isEmpty() && isUsable(tier)) {
                ask(tier, missing, begun, nowMillis, found);
                missing.removeAll(found.keySet());
            }
        }
        return found;
    }

    private void ask(
            Guarded<? extends RemoteTier> tier,
            Set<String> keys,
            long begun,
            long nowMillis,
            Map<String, Found> found) {
        Guarded.Outcome<Map<String, byte[]>> outcome = tier.outcome("get", each -> each.get(keys));
        Map<String, byte[]> answer = outcome.answer().orElse(Map.of());
        for (String key : keys) {
            Optional<Frame> frame =
                    Optional.ofNullable(answer.get(key)).flatMap(bytes -> readable(tier, key, bytes, begun, nowMillis));
            counts.count(tier.name(), outcome.fault().orElseGet(() -> result(frame)));
            frame.ifPresent(each -> found.put(key, new Found(each, tier.name())));
        }
    }

    private static Result result(Optional<Frame> frame) {
        return frame.map(each -> each.value().isPresent() ? Result.HIT : Result.ABSENT)
                .orElse(Result.MISS);
    }

    private Optional<Frame> readable(
            Guarded<? extends RemoteTier> tier, String key, byte[] bytes, long begun, long nowMillis) {
        Optional<Frame> frame = Frame.read(key, bytes);
        if (frame.isEmpty()) {
            tier.damaged();
        } else if (frame.get().schema() != schema) {
            tier.unreadable();
        }
        return frame.filter(each -> each.schema() == schema)
                .filter(each -> nowMillis < each.life().softAt() && isRight(each, begun));
    }

    private boolean isRight(Frame frame, long begun) {
        if (settings.immutable()) {
            return true;
        }
        OptionalLong versions = coherence.versionsOf(frame.slots(), begun);
        return versions.isPresent() && versions.getAsLong() == frame.versions();
    }

    /** What changes may be kept only where changes are heard of. */
    private boolean isUsable(Guarded<? extends RemoteTier> tier) {
        return settings.immutable() || (tier.tier() instanceof SharedTier && hearing.isFollowing());
    }

    /**
     * Keeps a value in all tiers, unless what it was made of has changed since it was begun: at once where others wait
     * for it, soon elsewhere.
     */
    void keep(String key, Entry.Life life, int[] slots, long begun, Optional<byte[]> value, long nowMillis) {
        OptionalLong versions = settings.immutable() ? OptionalLong.of(0) : coherence.versionsOf(slots, begun);
        if (versions.isEmpty() || slots.length > Short.MAX_VALUE) {
            tiers.stream().filter(this::isUsable).forEach(tier -> counts.count(tier.name(), Result.REFUSED));
            return;
        }
        byte[] bytes =
                new Frame(schema, life, versions.getAsLong(), slots, value).write(key, settings.compressedFrom());
        Duration ttl = Duration.ofMillis(Math.max(1, life.softAt() - nowMillis));
        Function<RemoteTier, Boolean> put = tier -> {
            tier.put(key, bytes, ttl);
            return true;
        };
        tiers.stream().filter(this::isUsable).forEach(tier -> keep(tier, put));
    }

    private static void keep(Guarded<? extends RemoteTier> tier, Function<RemoteTier, Boolean> put) {
        if (tier.tier() instanceof SharedTier) {
            Optional<Boolean> unused = tier.ask("put", put);
        } else {
            tier.later("put", put);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.MisconfiguredException;
import ca.openpolicy.core.cache.Cache;
import ca.openpolicy.core.cache.Invalidation;
import ca.openpolicy.core.cache.Tag;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The tiers that the caches of a process share: its memory, and any of those outside. Caches ask them in their order.
 * Safe for use by many threads.
 */
public final class Tiers implements Invalidation, AutoCloseable {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    private final Shared shared;
    private final Map<String, TieredCache<?, ?>> caches = new ConcurrentHashMap<>();

    private Tiers(Shared shared) {
        this.shared = shared;
    }

    /**
     * Memory, and these tiers behind it, with everything else at its default.
     *
     * @param remotes the tiers outside of the process, nearest first; closed with this
     * @return the tiers
     */
    public static Tiers of(RemoteTier... remotes) {
        return of(TierSettings.defaults(), List.of(remotes), Ambient.system());
    }

    /**
     * Memory, and these tiers behind it.
     *
     * @param settings their bounds
     * @param remotes the tiers outside of the process, nearest first, at most one of them shared; closed with this
     * @param ambient where time and chance come from
     * @return the tiers
     * @throws MisconfiguredException if more than one is shared
     */
    public static Tiers of(TierSettings settings, List<RemoteTier> remotes, Ambient ambient) {
        return new Tiers(new Shared(settings, remotes, ambient));
    }

    /**
     * A new cache.
     *
     * @param name what it is called in figures and remote tiers: 1 to 32 lower-case letters, digits and dashes; once
     * @param codec how values are written and weighed
     * @param settings its bounds
     * @param <K> the type of the keys; {@code toString} tells them apart
     * @param <V> the type of the values, which nobody changes
     * @return the cache
     * @throws MisconfiguredException if the name is none, or taken
     */
    public <K, V> Cache<K, V> cache(String name, Codec<V> codec, CacheSettings settings) {
        if (!NAME.matcher(name).matches()) {
            throw new MisconfiguredException(
                    List.of("name of a cache: is '" + name + "', must be 1 to 32 lower-case letters, digits, dashes"));
        }
        TieredCache<K, V> made = new TieredCache<>(name, codec, settings, shared);
        if (caches.putIfAbsent(name, made) != null) {
            throw new MisconfiguredException(List.of("name of a cache: " + name + " is taken"));
        }
        return made;
    }

    @Override
    public void invalidate(Collection<Tag> tags, String cause) {
        shared.change(tags, cause);
    }

    /**
     * A source that tells of all changes, such as the tail of an event log. Where there is one, its silence is what
     * puts values in doubt.
     *
     * @return the feed, in use from now on
     */
    public Feed feed() {
        return shared.feed();
    }

    /**
     * What each cache has done.
     *
     * @return by name of the cache
     */
    public Map<String, CacheFigures> figures() {
        return caches.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, each -> each.getValue().figures(), (one, other) -> one, TreeMap::new));
    }

    /**
     * How each remote tier does.
     *
     * @return by name of the tier
     */
    public Map<String, TierFigures> tierFigures() {
        return shared.tierNames().stream()
                .collect(Collectors.toMap(name -> name, shared::figures, (one, other) -> one, TreeMap::new));
    }

    /**
     * What this process knows of changes.
     *
     * @return the figures
     */
    public ChangeFigures changeFigures() {
        return shared.changes();
    }

    /** Whether the caches have noticed that it is this late. */
    boolean knowsTime(long millis) {
        return shared.clock().millis() >= millis;
    }

    @Override
    public void close() {
        shared.close();
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.MisconfiguredException;
import ca.openpolicy.core.cache.Tag;
import java.time.Duration;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** What all caches of a process have in common. */
final class Shared implements AutoCloseable {
    private static final Duration TELLING_PAUSE = Duration.ofMillis(50);

    private final TierSettings settings;
    private final Ambient ambient;
    private final Coherence coherence = new Coherence();
    private final Hearing hearing;
    private final CoarseClock clock;
    private final List<Guarded<? extends RemoteTier>> tiers;
    private final Optional<Guarded<SharedTier>> sharedTier;
    private final Leases leases;
    private final Semaphore background;
    /** Changes that the shared tier has not been told yet; at most one for each slot. */
    private final Set<Integer> untold = ConcurrentHashMap.newKeySet();

    private final AtomicBoolean telling = new AtomicBoolean();
    private final LongAdder told = new LongAdder();

    Shared(TierSettings settings, List<RemoteTier> remotes, Ambient ambient) {
        this.settings = settings;
        this.ambient = ambient;
        this.sharedTier = sharedOf(remotes).map(tier -> new Guarded<>(tier, settings));
        this.tiers = remotes.stream().map(this::guarded).toList();
        this.hearing = new Hearing(coherence, settings.trusted(), sharedTier.isPresent());
        this.leases = new Leases(
                sharedTier,
                settings,
                HexFormat.of().toHexDigits(ambient.random().nextLong()));
        this.background = new Semaphore(settings.maxBackground());
        this.clock = CoarseClock.start(ambient.clock(), settings.tick(), this::tick);
        sharedTier.ifPresent(tier -> {
            tier.tier().follow(hearing);
            hearing.awaitSign(settings.startWait());
        });
    }

    /** Changes are told and heard of in one place, or nobody would know which values to believe. */
    private static Optional<SharedTier> sharedOf(List<RemoteTier> remotes) {
        List<SharedTier> found = remotes.stream()
                .filter(SharedTier.class::isInstance)
                .map(SharedTier.class::cast)
                .toList();
        if (found.size() > 1) {
            throw new MisconfiguredException(List.of("tiers: " + found.size() + " are shared, must be at most one"));
        }
        return found.stream().findFirst();
    }

    /** One guard a tier, whoever asks it for what. */
    private Guarded<? extends RemoteTier> guarded(RemoteTier tier) {
        Optional<Guarded<? extends RemoteTier>> known =
                sharedTier.filter(each -> each.tier().equals(tier)).map(each -> each);
        return known.orElseGet(() -> new Guarded<>(tier, settings));
    }

    private void tick() {
        hearing.look();
        leases.sign();
        if (!untold.isEmpty()) {
            sharedTier.ifPresent(this::tellAgainSoon);
        }
    }

    /** The clock does not wait for it, and one at a time is enough. */
    private void tellAgainSoon(Guarded<SharedTier> tier) {
        if (telling.compareAndSet(false, true)) {
            Thread.ofVirtual().name("cache-changes").start(() -> {
                try {
                    tellAgain(tier);
                    LockSupport.parkNanos(TELLING_PAUSE.toNanos());
                } finally {
                    telling.set(false);
                }
            });
        }
    }

    CoarseClock clock() {
        return clock;
    }

    Coherence coherence() {
        return coherence;
    }

    Leases leases() {
        return leases;
    }

    RandomGenerator random() {
        return ambient.random();
    }

    long boundMillis() {
        return settings.trusted().toMillis();
    }

    Feed feed() {
        return hearing.feed();
    }

    List<String> tierNames() {
        return tiers.stream().map(Guarded::name).toList();
    }

    /** What changes is kept in tiers that hear of changes only. */
    Remotes remotes(CacheSettings cache, Counts counts, int schema) {
        List<Guarded<? extends RemoteTier>> usable = tiers.stream()
                .filter(tier -> cache.immutable() || tier.tier() instanceof SharedTier)
                .toList();
        return new Remotes(usable, hearing, coherence, cache, counts, schema);
    }

    /** False if too much is being made in the background already. */
    boolean inBackground(Runnable work) {
        if (!background.tryAcquire()) {
            return false;
        }
        Thread.ofVirtual().name("cache-background").start(Tracing.carried(() -> {
            try {
                work.run();
            } catch (RuntimeException failed) {
                // who waits for it is told; nobody else asked
            } finally {
                background.release();
            }
        }));
        return true;
    }

    /** Here at once; in other processes as soon as the shared tier takes it. */
    void change(Collection<Tag> tags, String cause) {
        int[] slots = Slots.of(tags);
        told.add(tags.size());
        coherence.change(slots);
        List<Integer> all = IntStream.of(slots).boxed().toList();
        sharedTier.ifPresent(tier -> tell(tier, all, cause));
    }

    private void tell(Guarded<SharedTier> tier, List<Integer> slots, String cause) {
        tell(slots, tier.ask("change", shared -> changed(shared, slots, cause)));
    }

    private static boolean changed(SharedTier tier, List<Integer> slots, String cause) {
        tier.change(slots, cause);
        return true;
    }

    private void tell(List<Integer> slots, Optional<Boolean> answer) {
        boolean done = answer.isPresent();
        for (int slot : slots) {
            // one that waits to be told already tells of this change too
            if (done || !untold.add(slot)) {
                coherence.told(slot);
            }
        }
    }

    private void tellAgain(Guarded<SharedTier> tier) {
        List<Integer> slots = List.copyOf(untold);
        slots.forEach(untold::remove);
        tell(slots, tier.insist("change", shared -> changed(shared, slots, "")));
    }

    void remove(String key) {
        tiers.forEach(tier -> tier.later("remove", each -> {
            each.remove(key);
            return true;
        }));
    }

    void unreadable(String tier) {
        tiers.stream().filter(each -> each.name().equals(tier)).forEach(Guarded::unreadable);
    }

    TierFigures figures(String tier) {
        return tiers.stream()
                .filter(each -> each.name().equals(tier))
                .findFirst()
                .map(each -> each.figures(hearing.isFollowing()))
                .orElseThrow();
    }

    ChangeFigures changes() {
        return new ChangeFigures(
                told.sum(), coherence.heard(), untold.size(), hearing.gaps(), hearing.doubts(), coherence.isCertain());
    }

    @Override
    public void close() {
        clock.close();
        tiers.forEach(tier -> tier.tier().close());
    }
}

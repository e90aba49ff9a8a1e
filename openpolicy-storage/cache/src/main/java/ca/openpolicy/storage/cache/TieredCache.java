// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache;

import ca.openpolicy.core.cache.BulkLoader;
import ca.openpolicy.core.cache.Cache;
import ca.openpolicy.core.cache.Cached;
import ca.openpolicy.core.cache.Fetched;
import ca.openpolicy.core.cache.Loader;
import ca.openpolicy.core.cache.Tag;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Policy;
import com.github.benmanes.caffeine.cache.RemovalCause;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One cache over all tiers. */
final class TieredCache<K, V> implements Cache<K, V> {
    private static final int MOST_TRIES = 3;
    /** What an entry takes beside its key, its slots and its value, in all objects that hold it. */
    private static final int OVERHEAD = 256;

    private final String name;
    private final Codec<V> codec;
    private final CacheSettings settings;
    private final Shared shared;
    private final Remotes remotes;
    private final Remotes sharedRemotes;
    private final Counts counts;
    private final HitCount hits;
    private final LongAdder missed;
    private final com.github.benmanes.caffeine.cache.Cache<K, Entry<V>> memory;
    private final Ahead<K, V> ahead;
    private final Map<K, Flight<V>> flights = new ConcurrentHashMap<>();

    TieredCache(String name, Codec<V> codec, CacheSettings settings, Shared shared) {
        this.name = name;
        this.codec = codec;
        this.settings = settings;
        this.shared = shared;
        this.counts = new Counts(shared.tierNames());
        this.hits = counts.hits;
        this.missed = counts.memory(Result.MISS);
        this.remotes = shared.remotes(settings, counts, codec.schema());
        this.sharedRemotes = remotes.shared();
        this.ahead = new Ahead<>((long) (settings.maxBytes() * settings.ahead()), settings.aheadFor(), this::makeRoom);
        this.memory = Caffeine.newBuilder()
                .maximumWeight(settings.maxBytes())
                .weigher((K key, Entry<V> entry) -> entry.weight() + weight(key, entry))
                .executor(Runnable::run)
                .evictionListener(
                        (@Nullable K key, @Nullable Entry<V> entry, RemovalCause cause) -> counts.evictions.increment())
                .build();
    }

    private void makeRoom(long bytes) {
        memory.policy().eviction().ifPresent(eviction -> eviction.setMaximum(settings.maxBytes() - bytes));
    }

    /** A key may be long though there is no value, and a value small though it is made of many things. */
    private static int weight(Object key, Entry<?> entry) {
        return String.valueOf(key).length() + entry.slots().length * Integer.BYTES;
    }

    @Override
    public Cached<V> get(K key, Loader<K, V> loader) {
        Entry<V> entry = memory.getIfPresent(key);
        if (entry != null && entry.isUsual(shared.clock().millis(), shared.coherence())) {
            hits.increment();
            return entry;
        }
        return unusual(key, entry, loader);
    }

    /** Something is to be done before it is served, or it must be made. */
    private Cached<V> unusual(K key, @Nullable Entry<V> entry, Loader<K, V> loader) {
        long now = shared.clock().millis();
        Optional<Entry<V>> right =
                Optional.ofNullable(entry).filter(each -> isRight(each, now)).or(() -> aside(key, now));
        if (right.isEmpty()) {
            missed.increment();
            return made(key, Optional.ofNullable(entry), loader);
        }
        Entry<V> known = right.get();
        if (known.needsNoCheck(now)) {
            return known.counted();
        }
        if (now < known.softAt()) {
            refresh(key, known, loader);
            return known.counted();
        }
        missed.increment();
        return now < known.hardAt() ? renewed(key, known, loader) : made(key, right, loader);
    }

    /** What was made ahead is served where it waits; asked for again, it counts like what is made for a caller. */
    private Optional<Entry<V>> aside(K key, long now) {
        Optional<Entry<V>> right = ahead.find(key, now).filter(entry -> isRight(entry, now));
        right.filter(entry -> !entry.needsNoCheck(now) || ahead.isUsedAgain(key))
                .ifPresent(entry -> {
                    ahead.remove(key);
                    memory.put(key, entry);
                });
        return right;
    }

    private boolean isRight(Entry<V> entry, long now) {
        return entry.isRight(now, shared.coherence(), shared.boundMillis());
    }

    /** Makes it anew in the background; who asks meanwhile is served what there is. */
    private void refresh(K key, Entry<V> known, Loader<K, V> loader) {
        Flight<V> mine = new Flight<>();
        if (flights.putIfAbsent(key, mine) == null) {
            memory.asMap().replace(key, known, known.refreshing());
            if (!shared.inBackground(() -> fly(key, Optional.of(known), loader, mine, memory::put))) {
                flights.remove(key, mine);
                mine.land(known);
            }
        }
    }

    /** Made anew if that can be done in time, and served after its time otherwise. */
    private Cached<V> renewed(K key, Entry<V> known, Loader<K, V> loader) {
        try {
            return settings.softTimeout().isPresent()
                    ? inTime(key, known, loader, settings.softTimeout().get())
                    : made(key, Optional.of(known), loader);
        } catch (CacheInterruptedException stopped) {
            throw stopped;
        } catch (RuntimeException failed) {
            return late(key, known);
        }
    }

    private Cached<V> inTime(K key, Entry<V> known, Loader<K, V> loader, Duration limit) {
        Flight<V> mine = new Flight<>();
        Flight<V> flight = Optional.ofNullable(flights.putIfAbsent(key, mine)).orElse(mine);
        if (flight == mine && !shared.inBackground(() -> fly(key, Optional.of(known), loader, mine, memory::put))) {
            flights.remove(key, mine);
            mine.land(known);
            return late(key, known);
        }
        return flight.await(Optional.of(limit))
                .filter(entry -> entry != known)
                .map(entry -> (Cached<V>) entry)
                .orElseGet(() -> late(key, known));
    }

    private Cached<V> late(K key, Entry<V> known) {
        long pausedUntil = shared.clock().millis() + settings.failPause().toMillis();
        Entry<V> again = known.served(pausedUntil, counts.stale);
        memory.asMap().replace(key, known, again);
        return again.counted();
    }

    /**
     * By this caller, or by another that has begun; what had changed before this one asked, though the other did not
     * know of it yet, is not what this one wants.
     */
    private Cached<V> made(K key, Optional<Entry<V>> known, Loader<K, V> loader) {
        long asked = shared.coherence().begin();
        for (int i = 0; i < MOST_TRIES; i++) {
            Flight<V> mine = new Flight<>();
            Optional<Flight<V>> other = Optional.ofNullable(flights.putIfAbsent(key, mine));
            if (other.isEmpty()) {
                return fly(key, known, loader, mine, memory::put);
            }
            counts.waits.increment();
            Optional<Entry<V>> landed = other.get().await(Optional.empty());
            long now = shared.clock().millis();
            if (landed.isPresent() && landed.get().isRightFor(asked, now, shared.coherence(), shared.boundMillis())) {
                return landed.get();
            }
        }
        return fetched(key, known, loader, memory::put);
    }

    private Entry<V> fly(
            K key, Optional<Entry<V>> known, Loader<K, V> loader, Flight<V> flight, BiConsumer<K, Entry<V>> place) {
        try {
            Entry<V> entry = fetched(key, known, loader, place);
            flight.land(entry);
            return entry;
        } catch (Throwable failure) {
            flight.fail(failure);
            throw failure;
        } finally {
            flights.remove(key, flight);
        }
    }

    private Entry<V> fetched(K key, Optional<Entry<V>> known, Loader<K, V> loader, BiConsumer<K, Entry<V>> place) {
        if (remotes.isEmpty()) {
            return loaded(key, known, loader, place);
        }
        String text = text(key);
        Supplier<Optional<Entry<V>>> look = () -> found(sharedRemotes, key, text, known, place);
        return found(remotes, key, text, known, place)
                .orElseGet(() -> shared.leases().made(text, () -> loaded(key, known, loader, place), look));
    }

    /** Only what lasts longer than what is known already. */
    private Optional<Entry<V>> found(
            Remotes from, K key, String text, Optional<Entry<V>> known, BiConsumer<K, Entry<V>> place) {
        long begun = shared.coherence().begin();
        long now = shared.clock().millis();
        long lasting =
                known.filter(entry -> isRight(entry, now)).map(Entry::softAt).orElse(0L);
        return from.find(text, begun, now)
                .filter(found -> found.frame().life().softAt() > lasting)
                .flatMap(found -> adopted(key, found, begun, place));
    }

    /** From another tier into memory. */
    private Optional<Entry<V>> adopted(K key, Remotes.Found found, long begun, BiConsumer<K, Entry<V>> place) {
        Frame frame = found.frame();
        try {
            Optional<V> value = frame.value().map(codec::read);
            int weight = frame.value().map(bytes -> bytes.length).orElse(0) + OVERHEAD;
            place.accept(key, entry(value, Cached.MEMORY, frame.slots(), begun, frame.life(), weight));
            return Optional.of(entry(value, found.tier(), frame.slots(), begun, frame.life(), weight));
        } catch (RuntimeException unreadable) {
            shared.unreadable(found.tier());
            return Optional.empty();
        }
    }

    private Entry<V> entry(Optional<V> value, String from, int[] slots, long begun, Entry.Life life, int weight) {
        HitCount count = value.isPresent() ? counts.hits : counts.absent;
        return new Entry<>(value, from, slots, begun, life, weight, count);
    }

    private Entry<V> loaded(K key, Optional<Entry<V>> known, Loader<K, V> loader, BiConsumer<K, Entry<V>> place) {
        long begun = shared.coherence().begin();
        long now = shared.clock().millis();
        Fetched<V> fetched = timed(() -> loader.load(key, known.flatMap(Entry::value)));
        return kept(key, fetched, known, begun, now, place);
    }

    private <R> R timed(Supplier<R> load) {
        counts.loads.increment();
        long start = System.nanoTime();
        try {
            return Tracing.load(name, load);
        } catch (Throwable failure) {
            counts.failures.increment();
            throw failure;
        } finally {
            counts.loadNanos.add(System.nanoTime() - start);
        }
    }

    private Entry<V> kept(
            K key, Fetched<V> fetched, Optional<Entry<V>> known, long begun, long now, BiConsumer<K, Entry<V>> place) {
        if (fetched.unchanged() && known.isEmpty()) {
            throw new IllegalStateException("a loader says that a value is the same, and there was none");
        }
        Optional<V> value = fetched.unchanged() ? known.flatMap(Entry::value) : fetched.value();
        int[] slots = slots(key, fetched, known);
        Entry.Life life = life(fetched, value.isPresent(), now);
        Optional<byte[]> bytes = remotes.isEmpty() ? Optional.empty() : value.map(codec::write);
        int weight = bytes.map(each -> each.length)
                        .or(() -> value.map(codec::weight))
                        .orElse(0)
                + OVERHEAD;
        if (shared.coherence().holds(slots, begun)) {
            place.accept(key, entry(value, Cached.MEMORY, slots, begun, life, weight));
            if (!remotes.isEmpty()) {
                remotes.keep(
                        text(key), life, slots, begun, bytes, shared.clock().millis());
            }
        } else {
            counts.memory(Result.REFUSED).increment();
        }
        return entry(value, Cached.LOADED, slots, begun, life, weight);
    }

    private int[] slots(K key, Fetched<V> fetched, Optional<Entry<V>> known) {
        if (fetched.unchanged() && fetched.tags().isEmpty() && known.isPresent()) {
            return known.get().slots();
        }
        Set<Tag> tags = new HashSet<>(fetched.tags());
        tags.add(own(key));
        return Slots.of(tags);
    }

    private Tag own(K key) {
        return new Tag(name, String.valueOf(key));
    }

    private Entry.Life life(Fetched<V> fetched, boolean present, long now) {
        Duration ttl = fetched.ttl().orElse(present ? settings.ttl() : settings.absentTtl());
        long spread =
                (long) (ttl.toMillis() * settings.jitter() * shared.random().nextDouble());
        long fresh = Math.max(1, ttl.toMillis() - spread);
        long eager = settings.eager() < 1 ? now + (long) (fresh * settings.eager()) : now + fresh;
        return new Entry.Life(
                now, eager, now + fresh, now + fresh + settings.failSafe().toMillis());
    }

    @Override
    public Map<K, Cached<V>> getAll(Collection<K> keys, BulkLoader<K, V> loader) {
        Map<K, Cached<V>> answer = new LinkedHashMap<>();
        Set<K> missing = new HashSet<>();
        long now = shared.clock().millis();
        for (K key : keys) {
            Optional.ofNullable(memory.getIfPresent(key))
                    .or(() -> aside(key, now))
                    .filter(entry -> now < entry.softAt() && isRight(entry, now))
                    .ifPresentOrElse(entry -> answer.put(key, entry.counted()), () -> missing.add(key));
        }
        missed.add(missing.size());
        if (!missing.isEmpty() && !remotes.isEmpty()) {
            answer.putAll(foundAll(missing));
            missing.removeAll(answer.keySet());
        }
        if (!missing.isEmpty()) {
            answer.putAll(loadedAll(missing, loader));
        }
        return answer;
    }

    private Map<K, Cached<V>> foundAll(Set<K> missing) {
        Map<String, K> texts = new HashMap<>();
        missing.forEach(key -> texts.put(text(key), key));
        long begun = shared.coherence().begin();
        Map<K, Cached<V>> answer = new HashMap<>();
        remotes.findAll(texts.keySet(), begun, shared.clock().millis()).forEach((text, found) -> {
            K key = texts.get(text);
            if (key != null) {
                adopted(key, found, begun, memory::put).ifPresent(entry -> answer.put(key, entry));
            }
        });
        return answer;
    }

    private Map<K, Cached<V>> loadedAll(Set<K> missing, BulkLoader<K, V> loader) {
        long begun = shared.coherence().begin();
        long now = shared.clock().millis();
        Map<K, Fetched<V>> fetched = timed(() -> loader.load(Set.copyOf(missing)));
        Map<K, Cached<V>> answer = new HashMap<>();
        for (K key : missing) {
            Fetched<V> one = Optional.ofNullable(fetched.get(key)).orElseGet(() -> Fetched.of(Optional.empty()));
            answer.put(key, kept(key, one, Optional.empty(), begun, now, memory::put));
        }
        return answer;
    }

    @Override
    public boolean isAtHand(K key) {
        long now = shared.clock().millis();
        return Stream.of(Optional.ofNullable(memory.policy().getIfPresentQuietly(key)), ahead.find(key, now))
                .flatMap(Optional::stream)
                .anyMatch(entry -> now < entry.softAt() && isRight(entry, now));
    }

    @Override
    public void prepare(K key, Loader<K, V> loader) {
        Flight<V> mine = new Flight<>();
        if (!isAtHand(key) && flights.putIfAbsent(key, mine) == null) {
            Optional<Entry<V>> known = Optional.ofNullable(memory.policy().getIfPresentQuietly(key));
            Entry<V> unused = fly(key, known, loader, mine, this::setAside);
        }
    }

    /** Where there is an older value it takes its place; otherwise nothing makes way for what nobody has asked for. */
    private void setAside(K key, Entry<V> entry) {
        if (memory.asMap().replace(key, entry) == null) {
            ahead.put(key, entry, shared.clock().millis());
        }
    }

    @Override
    public void evict(K key) {
        memory.invalidate(key);
        shared.change(Set.of(own(key)), "");
        if (!remotes.isEmpty()) {
            shared.remove(text(key));
        }
    }

    /** Printable, whatever a key looks like. */
    private String text(K key) {
        String plain = String.valueOf(key);
        boolean printable = plain.chars().allMatch(each -> each > ' ' && each < 127) && plain.length() <= 200;
        return name + ":" + (printable ? "=" + plain : "~" + encoded(plain));
    }

    private static String encoded(String plain) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    CacheFigures figures() {
        memory.cleanUp();
        OptionalLong bytes =
                memory.policy().eviction().map(Policy.Eviction::weightedSize).orElse(OptionalLong.empty());
        return new CacheFigures(
                counts.results(Cached.MEMORY),
                counts.loads.sum(),
                counts.failures.sum(),
                Duration.ofNanos(counts.loadNanos.sum()),
                counts.waits.sum(),
                counts.evictions.sum(),
                memory.estimatedSize() + ahead.size(),
                bytes.orElse(0) + ahead.bytes());
    }
}

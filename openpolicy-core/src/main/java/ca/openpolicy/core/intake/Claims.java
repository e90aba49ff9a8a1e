// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import ca.openpolicy.core.Rank;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What all files say of the entities of one type. The order in which claims arrive makes no difference.
 *
 * @param <K> the key of an entity
 * @param <E> the entity
 */
final class Claims<K, E> {
    private final Kind<E> kind;
    private final Map<K, List<Claimed<E>>> byKey = new HashMap<>();
    private final Encoder encoder = new Encoder();
    private int size;

    Claims(Kind<E> kind) {
        this.kind = kind;
    }

    void add(K key, Rank rank, E word, Place place) {
        byKey.computeIfAbsent(key, unused -> new ArrayList<>(2)).add(new Claimed<>(rank, word, place));
        size++;
    }

    void addAll(Claims<K, E> other) {
        other.byKey.forEach((key, claims) ->
                byKey.computeIfAbsent(key, unused -> new ArrayList<>(2)).addAll(claims));
        size += other.size;
    }

    Set<K> keys() {
        return byKey.keySet();
    }

    /** Everything that is said, in no order. */
    Stream<E> words() {
        return byKey.values().stream().flatMap(List::stream).map(Claimed::word);
    }

    boolean has(K key) {
        return byKey.containsKey(key);
    }

    int size() {
        return size;
    }

    /** What is said of an entity, what is believed most first; contradictions and duplicates are noticed. */
    List<Claimed<E>> of(K key, Notices notices) {
        List<Claimed<E>> claims = byKey.getOrDefault(key, List.of());
        if (claims.size() < 2) {
            return claims;
        }
        List<Ordered> ordered =
                claims.stream().map(Ordered::new).sorted(this::compare).toList();
        compareNeighbours(ordered, notices);
        return ordered.stream().map(Ordered::claim).toList();
    }

    private void compareNeighbours(List<Ordered> ordered, Notices notices) {
        Ordered leader = ordered.getFirst();
        Ordered previous = leader;
        for (Ordered each : ordered.subList(1, ordered.size())) {
            if (each.rank() != leader.rank() || !each.day.equals(leader.day)) {
                leader = each;
            } else if (Arrays.equals(each.form, previous.form)) {
                noticeDuplicate(previous, each, notices);
            } else {
                noticeContradiction(leader, each, notices);
            }
            previous = each;
        }
    }

    private void noticeDuplicate(Ordered first, Ordered second, Notices notices) {
        Place place = second.claim.place();
        if (first.claim.place().file().equals(place.file())) {
            notices.warn("duplicate-row", place, "says the same " + kind.name() + " as line " + first.line());
        }
    }

    private void noticeContradiction(Ordered believed, Ordered other, Notices notices) {
        List<String> fields = Trait.differing(kind.traits(), believed.claim.word(), other.claim.word());
        if (!fields.isEmpty()) {
            String message = "%s of this %s differ from %s, which is believed"
                    .formatted(String.join(", ", fields), kind.name(), believed.claim.place());
            notices.warn("contradiction", other.claim.place(), message);
        }
    }

    private int compare(Ordered one, Ordered other) {
        return Comparator.comparing(Ordered::rank)
                .thenComparing(each -> each.day, Comparator.reverseOrder())
                .thenComparing(each -> each.form, Arrays::compareUnsigned)
                .thenComparing(each -> each.claim.place())
                .compare(one, other);
    }

    private final class Ordered {
        private final Claimed<E> claim;
        private final LocalDate day;
        private final byte[] form;

        Ordered(Claimed<E> claim) {
            this.claim = claim;
            this.day = kind.recency().apply(claim.word());
            kind.form().accept(encoder, claim.word());
            this.form = encoder.take();
        }

        Claimed<E> claim() {
            return claim;
        }

        Rank rank() {
            return claim.rank();
        }

        long line() {
            return claim.place().line();
        }
    }
}

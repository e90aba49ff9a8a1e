// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache.redis;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The versions of slots are fields of some hashes. A slot that has no version of its own has that of its hash, which is
 * made with it, so that a hash that was evicted comes back with other versions.
 *
 * @param prefix what the names of the hashes begin with, and nothing else does
 */
record VersionKeys(String prefix) {
    static final String BASE = "base";

    private static final int HASHES = 256;
    private static final int SLOTS_EACH = 64;

    static VersionKeys under(String prefix) {
        return new VersionKeys(prefix + ":v:");
    }

    List<String> all() {
        return IntStream.range(0, HASHES).mapToObj(this::name).toList();
    }

    /** In a cluster the markers of causes must lie beside the hash. */
    private String name(int hash) {
        return prefix + "{" + hash + "}";
    }

    Optional<Integer> hash(String key) {
        return key.startsWith(prefix + "{") && key.endsWith("}")
                ? Optional.of(Integer.parseInt(key.substring(prefix.length() + 1, key.length() - 1)))
                : Optional.empty();
    }

    String marker(String key, String cause) {
        return key.replace(":v:", ":c:") + cause;
    }

    Map<String, List<Integer>> byKey(Collection<Integer> slots) {
        return slots.stream().collect(Collectors.groupingBy(slot -> name(slot / SLOTS_EACH)));
    }

    /** The slots of a hash with the versions that its fields give them; none if it has no version itself. */
    static Map<Integer, Long> versions(int hash, Map<String, String> fields) {
        Optional<Long> base = Optional.ofNullable(fields.get(BASE)).map(Long::parseLong);
        return base.map(usual -> IntStream.range(hash * SLOTS_EACH, (hash + 1) * SLOTS_EACH)
                        .boxed()
                        .collect(Collectors.toMap(
                                slot -> slot,
                                slot -> Optional.ofNullable(fields.get(Integer.toString(slot)))
                                        .map(Long::parseLong)
                                        .orElse(usual))))
                .orElse(Map.of());
    }
}

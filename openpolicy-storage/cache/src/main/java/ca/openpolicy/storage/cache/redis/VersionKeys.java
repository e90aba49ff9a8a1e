// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache.redis;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The versions of slots are fields of some hashes. A slot that has no version of its own has that of its hash, which is
 * made with it, so that a hash that was evicted comes back with other versions.
 */
final class VersionKeys {
    private static final String BASE = "base";
    private static final int HASHES = 256;
    private static final int SLOTS_EACH = 64;
    private static final int SPREAD = 0x9E37;

    private final String prefix;
    private final Map<String, Integer> hashes;

    private VersionKeys(String prefix) {
        this.prefix = prefix;
        this.hashes = IntStream.range(0, HASHES)
                .boxed()
                .collect(Collectors.toUnmodifiableMap(this::name, Function.identity()));
    }

    static VersionKeys under(String prefix) {
        return new VersionKeys(prefix + ":v:");
    }

    /** What the names of the hashes begin with, and nothing else does. */
    String prefix() {
        return prefix;
    }

    List<String> all() {
        return List.copyOf(hashes.keySet());
    }

    /**
     * In a cluster the markers of causes must lie beside the hash. The number stands there twice, in two forms: a name
     * that is damaged on its way is nobody's.
     */
    private String name(int hash) {
        return prefix + "{" + hash + "-" + Integer.toHexString((hash + 1) * SPREAD & 0xFFFF) + "}";
    }

    Optional<Integer> hash(String key) {
        return Optional.ofNullable(hashes.get(key));
    }

    String marker(String key, String cause) {
        return key.replace(":v:", ":c:") + cause;
    }

    Map<String, List<Integer>> byKey(Collection<Integer> slots) {
        return slots.stream().collect(Collectors.groupingBy(slot -> name(slot / SLOTS_EACH)));
    }

    /** The slots of a hash with the versions that its fields, names and values in turn, give them. */
    static Map<Integer, Long> versions(int hash, List<byte[]> fields) {
        Map<String, Long> byName = new HashMap<>();
        for (int i = 0; i + 1 < fields.size(); i += 2) {
            byName.put(new String(fields.get(i), StandardCharsets.UTF_8), version(fields.get(i + 1)));
        }
        long usual = Optional.ofNullable(byName.get(BASE)).orElseThrow();
        Map<Integer, Long> versions = new HashMap<>();
        for (int slot = hash * SLOTS_EACH; slot < (hash + 1) * SLOTS_EACH; slot++) {
            versions.put(slot, byName.getOrDefault(Integer.toString(slot), usual));
        }
        return versions;
    }

    /** Whatever it looks like it is another version; never zero. */
    private static long version(byte[] text) {
        try {
            return Long.parseLong(new String(text, StandardCharsets.UTF_8)) | 1;
        } catch (NumberFormatException damaged) {
            return Arrays.hashCode(text) | 1;
        }
    }
}

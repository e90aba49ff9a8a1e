// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.cache;

import ca.openpolicy.storage.cache.SharedTier;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;

/** A tier whose versions never change, so that comparing them says nothing: what a cache without them would be. */
record UncheckedTier(SharedTier tier) implements SharedTier {
    private static final long ALWAYS = 1;

    @Override
    public String name() {
        return tier.name();
    }

    @Override
    public Map<String, byte[]> get(Collection<String> keys) {
        return tier.get(keys);
    }

    @Override
    public void put(String key, byte[] bytes, Duration ttl) {
        tier.put(key, bytes, ttl);
    }

    @Override
    public void remove(String key) {
        tier.remove(key);
    }

    @Override
    public boolean lease(String key, String holder, Duration time) {
        return tier.lease(key, holder, time);
    }

    @Override
    public void prolong(String key, String holder, Duration time) {
        tier.prolong(key, holder, time);
    }

    @Override
    public void release(String key, String holder) {
        tier.release(key, holder);
    }

    @Override
    public void change(Collection<Integer> slots, String cause) {
        tier.change(slots, cause);
    }

    @Override
    public void follow(Listener listener) {
        tier.follow(new Listener() {
            @Override
            public void version(int slot, long version) {
                listener.version(slot, ALWAYS);
            }

            @Override
            public void upTo(long beforeNanos) {
                listener.upTo(beforeNanos);
            }

            @Override
            public void lost() {
                listener.lost();
            }
        });
    }

    @Override
    public void close() {
        tier.close();
    }
}

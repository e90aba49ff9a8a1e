// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;

/** A tier from which, once the right to make a value was taken, nothing of it comes through any more. */
record CutOffTier(SharedTier tier) implements SharedTier {
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
        throw lost();
    }

    @Override
    public void remove(String key) {
        throw lost();
    }

    @Override
    public boolean lease(String key, String holder, Duration time) {
        boolean unused = tier.lease(key, holder, time);
        throw lost();
    }

    @Override
    public void prolong(String key, String holder, Duration time) {
        throw lost();
    }

    @Override
    public void release(String key, String holder) {
        throw lost();
    }

    private static IllegalStateException lost() {
        return new IllegalStateException("cut off");
    }

    @Override
    public void change(Collection<Integer> slots, String cause) {
        tier.change(slots, cause);
    }

    @Override
    public void follow(Listener listener) {
        tier.follow(listener);
    }

    @Override
    public void close() {
        tier.close();
    }
}

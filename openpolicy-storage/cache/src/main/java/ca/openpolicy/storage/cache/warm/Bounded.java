// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache.warm;

import java.io.Serial;
import java.util.LinkedHashMap;
import java.util.Map;

/** So many entries at most; that which was used longest ago goes first. */
final class Bounded<K, T> extends LinkedHashMap<K, T> {
    @Serial
    private static final long serialVersionUID = 1;

    private final int most;

    Bounded(int most) {
        super(16, 0.75f, true);
        this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, T> eldest) {
        return size() > most;
    }
}

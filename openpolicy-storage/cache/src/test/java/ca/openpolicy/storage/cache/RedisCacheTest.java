// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache;

class RedisCacheTest extends CacheContract {
    @Override
    Tiers open(HandClock clock) {
        return Redises.following(Redises.settings(Redises.shared(), Redises.freshPrefix()), Redises.unhurried(), clock);
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache;

import ca.openpolicy.core.Ambient;
import java.security.SecureRandom;
import java.util.List;

class MemoryCacheTest extends CacheContract {
    @Override
    Tiers open(HandClock clock) {
        return Tiers.of(TierSettings.defaults(), List.of(), new Ambient(clock, new SecureRandom()));
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import ca.openpolicy.storage.shard.ShardSettings;
import java.time.Duration;

/** How many shards there are, and whether slots are on their way between them all the time. */
enum Layout {
    ONE(1, false),
    TWO(2, false),
    FOUR(4, false),
    FIVE(5, false),
    MOVING(4, true);

    /** A busy machine is no broken one. */
    private static final ArchiveSettings PATIENT =
            ArchiveSettings.defaults().withShards(ShardSettings.defaults().withDeadline(Duration.ofSeconds(20)));

    private final int count;
    private final boolean moving;

    Layout(int count, boolean moving) {
        this.count = count;
        this.moving = moving;
    }

    TestShards open() {
        return new TestShards(PATIENT, count, moving);
    }

    TestShards open(ArchiveSettings settings) {
        return new TestShards(
                settings.withShards(
                        settings.shards().withDeadline(PATIENT.shards().deadline())),
                count,
                moving);
    }
}

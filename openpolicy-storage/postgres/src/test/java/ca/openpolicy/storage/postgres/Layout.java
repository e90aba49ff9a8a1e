// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

/** How many shards there are, and whether slots are on their way between them all the time. */
enum Layout {
    ONE(1, false),
    TWO(2, false),
    FOUR(4, false),
    FIVE(5, false),
    MOVING(4, true);

    private final int count;
    private final boolean moving;

    Layout(int count, boolean moving) {
        this.count = count;
        this.moving = moving;
    }

    TestShards open() {
        return open(ArchiveSettings.defaults());
    }

    TestShards open(ArchiveSettings settings) {
        return new TestShards(settings, count, moving);
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import ca.openpolicy.core.Run;
import ca.openpolicy.core.Runs;
import ca.openpolicy.storage.shard.ShardSettings;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an import writes of itself is bulk work: the deadline of requests does not end a start or a long import. */
@ExtendWith(Engine.class)
class BookkeepingTest {
    private static final ArchiveSettings HURRIED =
            ArchiveSettings.defaults().withShards(ShardSettings.defaults().withDeadline(Duration.ofMillis(1)));

    @Test
    void runs_and_their_notices_are_kept_whatever_the_deadline_of_requests() {
        Run.Notice notice = new Run.Notice("totals-differ", false, "a file", 7, "x".repeat(200));
        List<Run.Notice> many = Collections.nCopies(Runs.MAX_NOTICES, notice);
        try (TestShards shards = new TestShards(HURRIED)) {
            Runs runs = shards.archive().runs();
            runs.save(runs.start("a source"), many);
            assertThat(runs.closeAbandoned()).isEqualTo(1);
        }
    }
}

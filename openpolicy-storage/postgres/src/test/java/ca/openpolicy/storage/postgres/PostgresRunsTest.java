// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import ca.openpolicy.core.Archive;
import ca.openpolicy.core.RunsContract;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_METHOD)
class PostgresRunsTest extends RunsContract {
    private static TwoShards shards;
    private static Archive shortLease;

    @BeforeAll
    static void start() {
        shards = new TwoShards();
        shortLease = shards.archive(ArchiveSettings.defaults().withImportLease(Duration.ofMillis(1)));
    }

    @AfterAll
    static void stop() {
        shortLease.close();
        shards.close();
    }

    @Override
    protected Archive archive() {
        return shards.archive();
    }

    @Override
    protected Archive withShortLease() {
        return shortLease;
    }

    @Override
    protected void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(condition);
    }
}

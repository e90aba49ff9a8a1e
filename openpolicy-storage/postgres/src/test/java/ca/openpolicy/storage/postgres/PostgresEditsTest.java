// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import ca.openpolicy.core.Archive;
import ca.openpolicy.core.EditsContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_METHOD)
class PostgresEditsTest extends EditsContract {
    private static TwoShards shards;

    @BeforeAll
    static void start() {
        shards = new TwoShards();
    }

    @AfterAll
    static void stop() {
        shards.close();
    }

    @Override
    protected Archive archive() {
        return shards.archive();
    }
}

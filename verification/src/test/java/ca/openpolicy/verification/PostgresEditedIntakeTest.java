// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification;

import ca.openpolicy.core.Archive;
import ca.openpolicy.core.intake.EditedIntakeContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The intake's contract about edits on two shards of a real PostgreSQL. */
final class PostgresEditedIntakeTest extends EditedIntakeContract {
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
    protected Archive emptyArchive() {
        return shards.emptied();
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification;

import ca.openpolicy.core.Archive;
import ca.openpolicy.core.intake.IntakeContract;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The intake's contract on two shards of a real PostgreSQL. */
final class PostgresIntakeTest extends IntakeContract {
    private static final List<TwoShards> MADE = new ArrayList<>();

    /** How many of them this case has taken; a case may compare two archives. */
    private int taken;

    @BeforeAll
    static void start() {
        MADE.add(new TwoShards());
    }

    @AfterAll
    static void stop() {
        MADE.reversed().forEach(TwoShards::close);
        MADE.clear();
    }

    @Override
    protected Archive emptyArchive() {
        if (taken == MADE.size()) {
            MADE.add(MADE.getFirst().beside("beside" + taken));
        }
        return MADE.get(taken++).emptied();
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.log;

import ca.openpolicy.core.event.EventBarrierContract;
import ca.openpolicy.core.event.EventLog;
import ca.openpolicy.events.log.Logs.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Logs.class)
class HeldLogTest extends EventBarrierContract {
    private Optional<Database> database = Optional.empty();

    @BeforeEach
    void use(Database database) {
        this.database = Optional.of(database);
    }

    @Override
    protected EventLog log() {
        return database.orElseThrow().log();
    }

    @Override
    protected Connection connect() throws SQLException {
        return database.orElseThrow().source().getConnection();
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import ca.openpolicy.core.Archive;
import ca.openpolicy.core.ToldContract;
import ca.openpolicy.core.event.Event;
import ca.openpolicy.core.event.EventLog;
import ca.openpolicy.core.event.Recorded;
import ca.openpolicy.core.event.Slice;
import ca.openpolicy.events.log.PostgresEventLog;
import ca.openpolicy.storage.shard.Shard;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(Engine.class)
@ParameterizedClass
@EnumSource(Layout.class)
class PostgresToldTest extends ToldContract {
    @Parameter
    Layout layout = Layout.TWO;

    private static final PostgresEventLog LOG = PostgresEventLog.in("openpolicy");
    private static TestShards shards;

    @BeforeParameterizedClassInvocation
    static void start(Layout layout) throws SQLException {
        shards = layout.open(ArchiveSettings.defaults().withEvents(LOG));
        for (Shard shard : shards.map().shards()) {
            try (Connection connection = shard.dataSource().getConnection()) {
                LOG.migrate(connection);
            }
        }
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        shards.close();
    }

    @Override
    protected Archive archive() {
        return shards.archive();
    }

    @Override
    protected List<Event> told() {
        List<Event> told = new ArrayList<>();
        for (Shard shard : shards.map().shards()) {
            try (Connection connection = shard.dataSource().getConnection()) {
                Slice slice = LOG.read(connection, 0, EventLog.MAX_LIMIT);
                slice.events().stream().map(Recorded::event).forEach(told::add);
            } catch (SQLException e) {
                throw new AssertionError("the log cannot be read", e);
            }
        }
        return told;
    }
}

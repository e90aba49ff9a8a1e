// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.log;

import static org.assertj.core.api.Assertions.assertThat;

import ca.openpolicy.events.log.Logs.Database;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Logs.class)
class PartitionsTest {
    private static final Duration MONTH = Duration.ofDays(30);

    @Test
    void days_are_made_ahead_and_nothing_lies_in_the_rest(Database database) {
        database.append("a", 1);
        database.with(connection -> {
            assertThat(Sql.of("select 1 from told.event_log_rest").list(connection, row -> 1))
                    .isEmpty();
            assertThat(Sql.of("select inhrelid from pg_inherits where inhparent = 'told.event_log'::regclass")
                            .list(connection, row -> 1))
                    .hasSize(5);
        });
    }

    @Test
    void old_days_are_dropped_and_it_is_known_how_far(Database database) {
        old(database);
        database.append("new", 1);
        database.with(connection -> {
            assertThat(database.log().forgotten(connection)).isEmpty();
            assertThat(database.log().maintain(connection, MONTH)).isEqualTo(1);
            assertThat(database.log().maintain(connection, MONTH)).isZero();
            assertThat(database.log().forgotten(connection)).isEqualTo(OptionalLong.of(2));
        });
        assertThat(database.all())
                .extracting(each -> each.event().aggregate().id())
                .containsExactly("new");
    }

    @Test
    void what_a_relay_has_not_sent_is_kept(Database database) {
        old(database);
        database.execute("insert into told.event_relay (relay, position, token, holder, expires_at)"
                + " values ('slow', 1, 1, 'x', clock_timestamp())");
        database.with(connection ->
                assertThat(database.log().maintain(connection, MONTH)).isZero());
        database.execute("update told.event_relay set position = 2");
        database.with(connection ->
                assertThat(database.log().maintain(connection, MONTH)).isEqualTo(1));
    }

    private static void old(Database database) {
        database.execute("create table told.event_log_d20200101 partition of told.event_log"
                + " for values from ('2020-01-01') to ('2020-01-02')");
        database.append("old", 1);
        database.append("old", 2);
        database.execute("update told.event_log set day = '2020-01-01'");
    }
}

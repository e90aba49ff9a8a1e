// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.events;

import ca.openpolicy.core.event.Event;
import ca.openpolicy.events.kafka.KafkaCluster;
import ca.openpolicy.events.kafka.KafkaSubscription;
import ca.openpolicy.events.kafka.SubscriptionSettings;
import ca.openpolicy.events.log.PostgresInbox;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** A program that takes events and writes each down once, to be killed at any moment. */
public final class EventTaker {
    static final String SCHEMA = "taker";
    static final String TABLE =
            "create table if not exists taken (place bigserial primary key, aggregate text not null,"
                    + " version bigint not null, type text not null, traceparent text)";

    private static final String GROUP = "taker";
    private static final PostgresInbox INBOX = PostgresInbox.in(SCHEMA);

    private final Connection connection;

    private EventTaker(Connection connection) {
        this.connection = connection;
    }

    /** Brokers, database, user and password. */
    public static void main(String[] arguments) throws Exception {
        Connection connection = DriverManager.getConnection(arguments[1], arguments[2], arguments[3]);
        connection.setAutoCommit(false);
        EventTaker taker = new EventTaker(connection);
        try (KafkaSubscription subscription = KafkaSubscription.start(
                KafkaCluster.at(arguments[0]),
                SubscriptionSettings.of(GROUP, Set.of("bill.events"))
                        .withTries(1_000, Duration.ofMillis(50), Duration.ofSeconds(1)),
                taker::take)) {
            System.out.println("taking, " + subscription.figures());
            new CountDownLatch(1).await();
        }
    }

    /** The effect and the note that it was had, both or neither. */
    private void take(Event event) throws SQLException {
        try {
            if (INBOX.first(connection, GROUP, event.id())) {
                write(event);
            }
            connection.commit();
        } catch (SQLException failure) {
            connection.rollback();
            throw failure;
        }
    }

    private void write(Event event) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into taken (aggregate, version, type, traceparent) values (?, ?, ?, ?)")) {
            insert.setString(1, event.aggregate().id());
            insert.setLong(2, event.aggregate().version());
            insert.setString(3, event.type());
            insert.setString(4, event.traceparent().orElse(""));
            insert.executeUpdate();
        }
    }
}

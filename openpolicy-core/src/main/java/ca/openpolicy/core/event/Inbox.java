// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.event;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

/** Remembers what a consumer has taken, in the transaction of what it does with it: so it has its effect once. */
public interface Inbox {
    /**
     * Notes that an event is being taken. Of several takers at once one goes on, and the others wait for its end.
     *
     * @param connection the consumer's, with the transaction of the effect
     * @param consumer who takes it: 1 to 64 lower-case letters, digits, dots, dashes, underscores
     * @param event which
     * @return whether it is the first time; if not, the consumer is to do nothing
     * @throws SQLException if the database refuses
     */
    boolean first(Connection connection, String consumer, UUID event) throws SQLException;
}

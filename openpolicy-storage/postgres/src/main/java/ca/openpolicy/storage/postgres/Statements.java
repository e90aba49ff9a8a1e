// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Optional;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** Jdbi on the connection of the transaction that goes on; it neither opens nor closes one. */
final class Statements {
    private static final ThreadLocal<Optional<Connection>> CURRENT = ThreadLocal.withInitial(Optional::empty);
    private static final Jdbi JDBI = Jdbi.create(new Lent())
            .registerArrayType(Long.class, "bigint")
            .registerArrayType(Integer.class, "integer")
            .registerArrayType(String.class, "text")
            .registerArrayType(Boolean.class, "boolean")
            .registerArrayType(LocalDate.class, "date");

    private Statements() {}

    /** What is done with statements. */
    interface Action<T> {
        T with(Handle handle);
    }

    static <T> T on(Connection connection, Action<T> action) throws SQLException {
        CURRENT.set(Optional.of(connection));
        try (Handle handle = JDBI.open()) {
            return action.with(handle);
        } catch (JdbiException e) {
            if (e.getCause() instanceof SQLException cause) {
                throw cause;
            }
            throw e;
        } finally {
            CURRENT.remove();
        }
    }

    private static final class Lent implements ConnectionFactory {
        @Override
        public Connection openConnection() {
            return CURRENT.get().orElseThrow();
        }

        @Override
        public void closeConnection(Connection connection) {
            // it belongs to the transaction
        }
    }
}

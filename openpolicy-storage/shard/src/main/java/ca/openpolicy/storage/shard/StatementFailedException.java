// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import java.sql.SQLException;

/** A database refused a statement for what it says, such as a broken constraint; repeating it would not help. */
public final class StatementFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String shard;
    private final String sqlState;

    StatementFailedException(String shard, SQLException cause) {
        super("shard " + shard + " refused a statement, SQL state " + stateOf(cause), cause);
        this.shard = shard;
        this.sqlState = stateOf(cause);
    }

    /**
     * Where it happened.
     *
     * @return the name of the shard
     */
    public String shard() {
        return shard;
    }

    /**
     * Why it happened.
     *
     * @return the five characters of the SQL state, such as {@code 23505}; empty if the driver gave none
     */
    public String sqlState() {
        return sqlState;
    }

    private static String stateOf(SQLException cause) {
        String state = cause.getSQLState();
        return state == null ? "" : state;
    }
}

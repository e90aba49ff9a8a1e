// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard.move;

import ca.openpolicy.core.MisconfiguredException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table that moves.
 *
 * @param name with its schema
 * @param columns all that are not computed, quoted, in their order
 * @param id the one that says the slot, quoted
 */
record MovedTable(String name, List<String> columns, String id) {

    static MovedTable of(Connection connection, String name) throws SQLException {
        List<String> columns = Sql.list(
                connection,
                row -> row.getString(1),
                "select quote_ident(attname) from pg_attribute where attrelid = to_regclass(?) and attnum > 0"
                        + " and not attisdropped and attgenerated = '' order by attnum",
                name);
        List<String> id = Sql.list(
                connection,
                row -> row.getString(1),
                "select quote_ident(a.attname) from pg_index i join pg_attribute a on a.attrelid = i.indrelid"
                        + " and a.attnum = i.indkey[0] where i.indrelid = to_regclass(?) and i.indisprimary"
                        + " and a.atttypid = 'bigint'::regtype",
                name);
        if (columns.isEmpty() || id.isEmpty()) {
            throw new MisconfiguredException(List.of("table " + name
                    + ": is not there, or its primary key does not begin with a bigint, so that it has no slots"));
        }
        return new MovedTable(name, columns, id.getFirst());
    }

    String list() {
        return String.join(", ", columns);
    }

    /** The name of the table alone, with its schema as a part of it. */
    String flat() {
        return name.replace('.', '$');
    }

    /** Counts the rows of another table of these columns, and adds up hashes of all that they hold. */
    String digest(String table, String rows) {
        String values = columns.stream().map(column -> "t." + column).collect(Collectors.joining(", ", "row(", ")"));
        return "select count(*) || '/' || coalesce(sum(hashtextextended(" + values + "::text, 0)), 0) from " + table
                + " t where " + rows;
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard.move;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which shards belong to the map: those that have what is the same everywhere. It changes while nobody writes on any
 * shard as a whole, and each such writer afterwards must know the new members.
 */
record Membership(Map<String, Site> sites, MovedTables tables, Duration patience) {

    /** Those of the newest record. */
    static List<String> of(Site site) throws SQLException {
        try (Connection connection = site.connect()) {
            return members(site, connection);
        }
    }

    private static List<String> members(Site site, Connection connection) throws SQLException {
        return Sql.list(connection, row -> row.getString(1), "select unnest(members) from " + site.table("shard_self"));
    }

    /** Brings what is the same everywhere to new members, and writes them down. */
    void join(List<String> members, List<String> joining) throws SQLException {
        List<String> wanted = new ArrayList<>(members);
        joining.stream().filter(name -> !wanted.contains(name)).forEach(wanted::add);
        change(wanted, wanted, connections -> {
            Connection first = connection(connections, members.getFirst());
            for (String name : joining) {
                for (String table : tables.everywhere()) {
                    copy(first, connection(connections, name), table);
                }
            }
        });
    }

    /** Writes down that some shards belong to the map no more; they hear of it too. */
    void leave(List<String> members, List<String> leaving) throws SQLException {
        List<String> rest =
                members.stream().filter(name -> !leaving.contains(name)).toList();
        List<String> all = new ArrayList<>(rest);
        all.addAll(leaving);
        change(all, rest, connections -> {});
    }

    private static Connection connection(Map<String, Connection> connections, String name) {
        return Optional.ofNullable(connections.get(name)).orElseThrow();
    }

    private interface Meanwhile {
        void run(Map<String, Connection> connections) throws SQLException;
    }

    /** On all of them at once, the last ones first, so that whoever finds the new record finds the new members. */
    private void change(List<String> names, List<String> members, Meanwhile meanwhile) throws SQLException {
        Map<String, Connection> open = new LinkedHashMap<>();
        try {
            for (String name : names) {
                Site site = Reshard.site(sites, name);
                Connection connection = site.begun(patience);
                open.put(name, connection);
                site.close(connection);
            }
            meanwhile.run(open);
            write(open, members);
        } catch (SQLException | RuntimeException e) {
            open.values().forEach(connection -> Site.undo(connection, e));
            throw e;
        } finally {
            for (Connection connection : open.values()) {
                Site.restore(connection);
                connection.close();
            }
        }
    }

    private void write(Map<String, Connection> open, List<String> members) throws SQLException {
        long epoch = 0;
        for (Map.Entry<String, Connection> each : open.entrySet()) {
            epoch = Math.max(epoch, Reshard.site(sites, each.getKey()).epoch(each.getValue()) + 1);
        }
        for (Map.Entry<String, Connection> each : open.entrySet()) {
            int unused = Sql.update(
                    each.getValue(),
                    "update " + Reshard.site(sites, each.getKey()).table("shard_self")
                            + " set members = ?::text[], map_epoch = ?",
                    members,
                    epoch);
        }
        for (Connection connection : List.copyOf(open.values()).reversed()) {
            connection.commit();
        }
    }

    private static void copy(Connection from, Connection into, String table) throws SQLException {
        List<String> columns = Sql.list(
                from,
                row -> row.getString(1),
                "select quote_ident(attname) from pg_attribute where attrelid = to_regclass(?) and attnum > 0"
                        + " and not attisdropped and attgenerated = '' order by attnum",
                table);
        Sql.run(into, "delete from " + table);
        Staging.copy(from, table, String.join(", ", columns), "true", into, table);
    }
}

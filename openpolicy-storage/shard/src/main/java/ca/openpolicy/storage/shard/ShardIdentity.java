// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import ca.openpolicy.core.MisconfiguredException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Proves that each database is the shard that it is taken for. A database is first claimed by its name; once all are
 * claimed, each is marked complete. So an empty database beside a complete one is a lost one, however a start was cut
 * short.
 */
final class ShardIdentity {
    private final Shards shards;
    private final String schema;

    ShardIdentity(Shards shards, String schema) {
        this.shards = shards;
        this.schema = schema;
    }

    void prove() {
        List<Claim> found = settled();
        refuse(faults(found, shards.map().shards()));
        if (found.stream().allMatch(Claim::complete)) {
            return;
        }
        refuse(onEach(this::claim).stream().flatMap(Optional::stream).toList());
        onEach((shard, connection) -> complete(connection));
    }

    /**
     * What the databases say. Another process may prepare them while we look; it claims all before it completes one, so
     * that a second look after a completed one was seen shows every claim.
     */
    private List<Claim> settled() {
        List<Claim> found = onEach((shard, connection) -> found(connection));
        boolean between =
                found.stream().anyMatch(Claim::complete) && found.stream().anyMatch(Claim::empty);
        return between ? onEach((shard, connection) -> found(connection)) : found;
    }

    /** What a database says of itself; a name of no letters where it says nothing. */
    private record Claim(String encoding, String name, long epoch, int count, boolean complete) {
        boolean empty() {
            return name.isEmpty();
        }
    }

    private interface Step<T> {
        T on(Shard shard, Connection connection) throws SQLException;
    }

    private <T> List<T> onEach(Step<T> step) {
        List<T> results = new ArrayList<>();
        for (Shard shard : shards.map().shards()) {
            results.add(shards.<T>bulk(shard, connection -> step.on(shard, connection)));
        }
        return results;
    }

    private List<String> faults(List<Claim> found, List<Shard> expected) {
        boolean inUse = found.stream().anyMatch(Claim::complete);
        List<String> faults = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            faults.addAll(faults(found.get(i), expected.get(i), inUse));
        }
        return faults;
    }

    private List<String> faults(Claim claim, Shard shard, boolean inUse) {
        List<String> faults = new ArrayList<>();
        if (!claim.encoding().equals("UTF8")) {
            faults.add("shard " + shard + ": its database has the encoding " + claim.encoding() + ", must be UTF8");
        }
        if (claim.empty() && inUse) {
            faults.add("shard " + shard + ": its database is empty while another shard's is in use; restore it");
        }
        if (!claim.empty()) {
            mismatch(claim, shard).ifPresent(faults::add);
        }
        return faults;
    }

    private Optional<String> mismatch(Claim claim, Shard shard) {
        if (!claim.name().equals(shard.name())) {
            return Optional.of("shard " + shard + ": its database is that of shard " + claim.name());
        }
        ShardMap map = shards.map();
        if (claim.epoch() != map.epoch() || claim.count() != map.shards().size()) {
            return Optional.of("shard " + shard + ": its database belongs to the map of epoch " + claim.epoch()
                    + " with " + claim.count() + " shards, not to that of epoch " + map.epoch() + " with "
                    + map.shards().size());
        }
        return Optional.empty();
    }

    private Claim found(Connection connection) throws SQLException {
        if (!exists(connection)) {
            createTable(connection);
        }
        return read(connection);
    }

    private Optional<String> claim(Shard shard, Connection connection) throws SQLException {
        String sql =
                "insert into " + table() + " (name, map_epoch, shard_count) values (?, ?, ?) on conflict do nothing";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            ShardMap map = shards.map();
            Parameters.bind(
                    statement, List.of(shard.name(), map.epoch(), map.shards().size()));
            statement.executeUpdate();
        }
        return mismatch(read(connection), shard);
    }

    private int complete(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate("update " + table() + " set complete = true where not complete");
        }
    }

    /** Asked first, so that who may only read and write rows can start too. */
    private boolean exists(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select to_regclass('" + table() + "') is not null")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    /** Under a lock, since two processes that create the same thing at once would disturb each other. */
    private void createTable(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_xact_lock(hashtext('" + table() + "'))");
            statement.execute("create schema if not exists " + schema);
            statement.execute("create table if not exists " + table()
                    + " (only_row boolean primary key default true check (only_row), name text not null,"
                    + " map_epoch bigint not null, shard_count int not null, complete boolean not null default false)");
        }
    }

    private Claim read(Connection connection) throws SQLException {
        String sql = "select current_setting('server_encoding'), coalesce(name, ''), coalesce(map_epoch, 0),"
                + " coalesce(shard_count, 0), coalesce(complete, false) from (select) one left join " + table()
                + " on true";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return new Claim(row.getString(1), row.getString(2), row.getLong(3), row.getInt(4), row.getBoolean(5));
        }
    }

    private String table() {
        return schema + ".shard_self";
    }

    private static void refuse(List<String> faults) {
        if (!faults.isEmpty()) {
            throw new MisconfiguredException(faults);
        }
    }
}

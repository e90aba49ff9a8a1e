// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.MisconfiguredException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Proves that each database is the shard that it is taken for. A database is first claimed by its name, with the map;
 * once all are claimed, each is marked complete. So an empty database beside complete ones is a lost one if the map has
 * it, however a start was cut short, and a new one otherwise.
 */
record Preparation(ShardMap given, ShardSchema schema, Databases databases) {

    /** Does something on a shard in a transaction of its own. */
    interface Databases {
        <T> T on(Shard shard, Work<T> work);
    }

    void prove() {
        Map<Shard, Claim> found = settled();
        refuse(faults(found));
        if (found.values().stream().allMatch(Claim::ready)) {
            return;
        }
        Start start = start(found);
        List<String> refused = new ArrayList<>();
        for (Shard shard : given.shards()) {
            databases.on(shard, connection -> claim(shard, connection, start)).ifPresent(refused::add);
        }
        refuse(refused);
        onEach(this::complete);
    }

    /** What a database says of itself; a name of no letters where it says nothing. */
    private record Claim(String encoding, String name, long epoch, int count, boolean complete, List<String> members) {
        boolean empty() {
            return name.isEmpty();
        }

        boolean ready() {
            return complete && !members.isEmpty();
        }
    }

    /** What new databases begin with. */
    private record Start(long epoch, List<String> members, List<String> owners, List<Long> epochs) {}

    /**
     * What the databases say. Another process may prepare them while we look; it claims all before it completes one, so
     * that a second look after a completed one was seen shows every claim.
     */
    private Map<Shard, Claim> settled() {
        Map<Shard, Claim> found = onEach(this::found);
        boolean between = found.values().stream().anyMatch(Claim::complete)
                && found.values().stream().anyMatch(Claim::empty);
        return between ? onEach(this::found) : found;
    }

    private <T> Map<Shard, T> onEach(Work<T> work) {
        Map<Shard, T> results = new HashMap<>();
        given.shards().forEach(shard -> results.put(shard, databases.on(shard, work)));
        return results;
    }

    private List<String> faults(Map<Shard, Claim> found) {
        List<String> members = members(found);
        List<String> faults = new ArrayList<>();
        for (Shard shard : given.shards()) {
            faults.addAll(faults(Optional.ofNullable(found.get(shard)).orElseThrow(), shard, members));
        }
        members.stream()
                .filter(name -> given.shards().stream().map(Shard::name).noneMatch(name::equals))
                .forEach(name -> faults.add("shard " + name + ": belongs to the recorded map, and is not given"));
        return faults;
    }

    /** All shards of the recorded map; those that were given if it is older than its record. */
    private List<String> members(Map<Shard, Claim> found) {
        Optional<Claim> latest = latest(found);
        boolean inUse = found.values().stream().anyMatch(Claim::complete);
        return latest.filter(Claim::ready)
                .map(Claim::members)
                .orElseGet(() -> inUse ? names(given.shards()) : List.of());
    }

    private static Optional<Claim> latest(Map<Shard, Claim> found) {
        return found.values().stream()
                .filter(Claim::complete)
                .reduce((one, other) -> other.epoch() > one.epoch() ? other : one);
    }

    private static List<String> names(List<Shard> shards) {
        return shards.stream().map(Shard::name).toList();
    }

    private List<String> faults(Claim claim, Shard shard, List<String> members) {
        List<String> faults = new ArrayList<>();
        if (!claim.encoding().equals("UTF8")) {
            faults.add("shard " + shard + ": its database has the encoding " + claim.encoding() + ", must be UTF8");
        }
        if (claim.empty() && members.contains(shard.name())) {
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
        boolean recorded = !claim.members().isEmpty();
        if (recorded
                ? given.epoch() > Math.max(claim.epoch(), 1)
                : claim.epoch() != given.epoch()
                        || claim.count() != given.shards().size()) {
            return Optional.of("shard " + shard + ": its database belongs to the map of epoch " + claim.epoch()
                    + " with " + claim.count() + " shards, not to that of epoch " + given.epoch() + " with "
                    + given.shards().size());
        }
        return Optional.empty();
    }

    /** Of a new archive the map that was given; of one in use the one that its shards have recorded. */
    private Start start(Map<Shard, Claim> found) {
        List<Shard> recorded = given.shards().stream()
                .filter(shard ->
                        Optional.ofNullable(found.get(shard)).orElseThrow().ready())
                .toList();
        if (recorded.isEmpty()) {
            Long[] epochs = new Long[EntityId.SLOT_COUNT];
            Arrays.fill(epochs, given.epoch());
            return new Start(given.epoch(), names(given.shards()), List.of(given.ownerNames()), List.of(epochs));
        }
        String[] owners = new String[EntityId.SLOT_COUNT];
        Long[] epochs = new Long[EntityId.SLOT_COUNT];
        Arrays.fill(epochs, -1L);
        recorded.forEach(shard -> databases.on(shard, connection -> latest(connection, owners, epochs)));
        long latest = latest(found).map(Claim::epoch).orElseThrow();
        return new Start(latest, members(found), List.of(owners), List.of(epochs));
    }

    private int latest(Connection connection, String[] owners, Long[] epochs) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select slot, owner, epoch from " + schema.slots())) {
            while (rows.next()) {
                int slot = rows.getInt(1);
                if (rows.getLong(3) > epochs[slot]) {
                    owners[slot] = rows.getString(2);
                    epochs[slot] = rows.getLong(3);
                }
            }
            return 0;
        }
    }

    private Claim found(Connection connection) throws SQLException {
        if (!exists(connection)) {
            createTables(connection);
        }
        return read(connection);
    }

    /** Says the name and the map, unless the database has them already. */
    private Optional<String> claim(Shard shard, Connection connection, Start start) throws SQLException {
        String self = "insert into " + schema.self()
                + " as self (name, map_epoch, shard_count, members) values (?, ?, ?, ?) on conflict (only_row) do update"
                + " set members = excluded.members where self.members is null";
        try (PreparedStatement statement = connection.prepareStatement(self)) {
            Parameters.bind(
                    statement,
                    List.of(shard.name(), start.epoch(), given.shards().size(), start.members()));
            statement.executeUpdate();
        }
        String slots =
                "insert into " + schema.slots() + " (slot, owner, epoch, state) select slot, owner, epoch, 'owned'"
                        + " from unnest(?::int[], ?::text[], ?::bigint[]) as one (slot, owner, epoch) on conflict do nothing";
        try (PreparedStatement statement = connection.prepareStatement(slots)) {
            List<Integer> all = IntStream.range(0, EntityId.SLOT_COUNT).boxed().toList();
            Parameters.bind(statement, List.of(all, start.owners(), start.epochs()));
            statement.executeUpdate();
        }
        return mismatch(read(connection), shard);
    }

    private int complete(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate("update " + schema.self() + " set complete = true where not complete");
        }
    }

    /** Asked first, so that who may only read and write rows can start too. */
    private boolean exists(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select to_regclass('" + schema.slots() + "') is not null")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    /** Under a lock, since two processes that create the same thing at once would disturb each other. */
    private void createTables(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_xact_lock(hashtext('" + schema.self() + "'))");
            statement.execute(schema.ddl());
        }
    }

    private Claim read(Connection connection) throws SQLException {
        String sql = "select current_setting('server_encoding'), coalesce(name, ''), coalesce(map_epoch, 0),"
                + " coalesce(shard_count, 0), coalesce(complete, false), members from (select) one left join "
                + schema.self() + " on true";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return new Claim(
                    row.getString(1), row.getString(2), row.getLong(3), row.getInt(4), row.getBoolean(5), members(row));
        }
    }

    private static List<String> members(ResultSet row) throws SQLException {
        java.sql.@Nullable Array members = row.getArray(6);
        return members == null ? List.of() : List.of((String[]) members.getArray());
    }

    private static void refuse(List<String> faults) {
        if (!faults.isEmpty()) {
            throw new MisconfiguredException(faults.stream().distinct().collect(Collectors.toList()));
        }
    }
}

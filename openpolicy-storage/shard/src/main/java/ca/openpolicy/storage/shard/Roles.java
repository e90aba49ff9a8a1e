// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;

/** The databases of all shards by what they are for: one of each shard is written, the others only read. */
final class Roles implements AutoCloseable {
    private final ShardSettings settings;
    private final ThreadFactory threads;
    private final Map<String, Endpoint> primaries = new ConcurrentHashMap<>();
    private final Map<String, ReplicaSet> replicas = new LinkedHashMap<>();

    private Roles(ShardSettings settings, ThreadFactory threads) {
        this.settings = settings;
        this.threads = threads;
    }

    /** Opens them; those without replicas cost nothing. */
    static Roles open(List<Shard> shards, ShardSettings settings, ThreadFactory threads) {
        Roles roles = new Roles(settings, threads);
        shards.stream()
                .filter(shard -> !shard.replicas().isEmpty())
                .forEach(shard -> roles.replicas.put(
                        shard.name(), ReplicaSet.open(shard, roles.primary(shard), settings, threads)));
        return roles;
    }

    Endpoint primary(Shard shard) {
        return primaries.computeIfAbsent(
                shard.name(), name -> new Endpoint("shard " + name, shard.dataSource(), settings, threads));
    }

    Lender reader(Shard shard, ReadFrom from) {
        Endpoint primary = primary(shard);
        return from.replicaAllowed() && !from.foreign(shard)
                ? Optional.ofNullable(replicas.get(shard.name()))
                        .<Lender>map(set -> new ReplicaLender(primary, set, from.after(shard)))
                        .orElse(primary)
                : primary;
    }

    TellingLender teller(Shard shard) {
        return new TellingLender(shard, primary(shard), settings.deadline().plus(settings.grace()));
    }

    List<ShardStatus> primaries() {
        return primaries.entrySet().stream()
                .map(each -> new ShardStatus(each.getKey(), each.getValue().isOpen()))
                .sorted(Comparator.comparing(ShardStatus::shard))
                .toList();
    }

    List<ReplicaStatus> status() {
        return replicas.values().stream().flatMap(set -> set.status().stream()).toList();
    }

    @Override
    public void close() {
        replicas.values().forEach(ReplicaSet::close);
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import ca.openpolicy.core.EntityId;
import ca.openpolicy.storage.shard.Shards;
import java.time.Duration;
import java.util.Optional;

/**
 * What only one may hold at a time, by the clock of the shard that keeps it. Who holds it says again and again that it
 * lives; who falls silent for the term has lost it to whoever asks next.
 */
final class Lease {
    private final Shards shards;
    private final String table;
    private final String name;
    private final EntityId place;
    private final Duration term;

    Lease(Shards shards, Schema schema, String name, Duration term) {
        this.shards = shards;
        this.table = schema.table("lease");
        this.name = name;
        this.place = EntityId.of("lease", name);
        this.term = term;
    }

    Duration term() {
        return term;
    }

    boolean take(EntityId holder) {
        return changes(Sql.of(
                "insert into " + table + " as held (id, name, holder, expires_at) values (?, ?, ?, " + Expiry.in()
                        + ") on conflict (id) do update set holder = excluded.holder, expires_at = excluded.expires_at"
                        + " where held.expires_at <= clock_timestamp()",
                place.value(),
                name,
                holder.value(),
                Expiry.millis(term)));
    }

    /** Tells whether it is still held; who was silent for too long may hold it on if nobody else asked. */
    boolean renew(EntityId holder) {
        return changes(Sql.of(
                "update " + table + " set expires_at = " + Expiry.in() + " where id = ? and holder = ?",
                Expiry.millis(term),
                place.value(),
                holder.value()));
    }

    void release(EntityId holder) {
        boolean unused =
                changes(Sql.of("delete from " + table + " where id = ? and holder = ?", place.value(), holder.value()));
    }

    Optional<EntityId> holder() {
        Sql sql = Sql.of(
                "select holder from " + table + " where id = ? and expires_at > clock_timestamp()", place.value());
        return shards.bulk(place, connection -> sql.first(connection, row -> new EntityId(row.getLong("holder"))));
    }

    private boolean changes(Sql sql) {
        return shards.bulk(place, sql::update) == 1;
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import ca.openpolicy.core.EntityId;
import java.util.List;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/** Reads through Jdbi on the pool that has the row; routed by a division. */
final class RoutedByHand implements Routed {
    private final List<Jdbi> shards;

    private RoutedByHand(List<Jdbi> shards) {
        this.shards = shards;
    }

    static RoutedByHand over(List<? extends DataSource> sources) {
        return new RoutedByHand(sources.stream().map(Jdbi::create).toList());
    }

    @Override
    public String name(EntityId id) {
        return shards.get(Things.owner(id, shards.size()))
                .withHandle(handle -> handle.createQuery("select name from thing where id = :id")
                        .bind("id", id.value())
                        .map((row, context) -> row.getString(1))
                        .one());
    }

    @Override
    public List<Long> walk(int pages) {
        throw new UnsupportedOperationException("Jdbi asks one database");
    }

    @Override
    public void close() {
        // the pools are somebody else's
    }
}

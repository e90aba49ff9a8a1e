// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.Cursor;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.Page;
import ca.openpolicy.storage.shard.KeysetQuery;
import ca.openpolicy.storage.shard.Question;
import ca.openpolicy.storage.shard.Shard;
import ca.openpolicy.storage.shard.ShardMap;
import ca.openpolicy.storage.shard.ShardSettings;
import ca.openpolicy.storage.shard.Shards;
import ca.openpolicy.storage.shard.SortKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/** Reads through our shards. */
final class RoutedByUs implements Routed {
    private static final KeysetQuery<Long> BY_RANK = new KeysetQuery<>(
            "id",
            "thing",
            "",
            List.of(),
            List.of(SortKey.descending("rank", SortKey.Kind.INT), SortKey.descending("id", SortKey.Kind.LONG)),
            row -> row.getLong(1));

    private final Shards shards;

    private RoutedByUs(Shards shards) {
        this.shards = shards;
    }

    static RoutedByUs over(List<? extends DataSource> sources) {
        List<Shard> all = IntStream.range(0, sources.size())
                .mapToObj(i -> Shard.at("s" + i, sources.get(i)))
                .toList();
        ShardSettings settings = ShardSettings.defaults().withSchema(Things.SCHEMA);
        return new RoutedByUs(Shards.open(ShardMap.of(all), settings, Ambient.system()));
    }

    RoutedByUs prepared() {
        shards.prepare();
        return this;
    }

    @Override
    public String name(EntityId id) {
        return shards.find(
                        id, new Question<>("select name from thing where id = ?", List.of(id), row -> row.getString(1)))
                .getFirst();
    }

    @Override
    public List<Long> walk(int pages) {
        List<Long> ids = new ArrayList<>();
        Optional<Cursor> cursor = Optional.empty();
        for (int i = 0; i < pages; i++) {
            Page<Long> page = shards.page(BY_RANK, Things.PAGE, cursor);
            ids.addAll(page.items());
            cursor = page.next();
        }
        return ids;
    }

    @Override
    public void close() {
        shards.close();
    }
}

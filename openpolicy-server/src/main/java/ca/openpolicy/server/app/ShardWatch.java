// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import ca.openpolicy.storage.postgres.PostgresArchive;
import ca.openpolicy.storage.shard.ShardMap;
import ca.openpolicy.storage.shard.SlotHeat;
import ca.openpolicy.storage.shard.move.Skew;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Looks from time to time how the load of this server lies on the shards, and writes it down for who plans moves. */
final class ShardWatch implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ShardWatch.class.getName());
    private static final AttributeKey<String> SHARD = AttributeKey.stringKey("shard");

    private final String node = UUID.randomUUID().toString();
    private final PostgresArchive archive;
    private final Databases databases;
    private final SlotHeat heat;
    private final PlacementSettings settings;
    private final ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("shard-watch").daemon().factory());
    private volatile Optional<Skew> skew = Optional.empty();

    private ShardWatch(PostgresArchive archive, Databases databases, SlotHeat heat, PlacementSettings settings) {
        this.archive = archive;
        this.databases = databases;
        this.heat = heat;
        this.settings = settings;
    }

    static ShardWatch start(PostgresArchive archive, Databases databases, SlotHeat heat, PlacementSettings settings) {
        ShardWatch watch = new ShardWatch(archive, databases, heat, settings);
        Duration pause = settings.heatInterval();
        var unused = watch.clockwork.scheduleWithFixedDelay(
                watch::look, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
        return watch;
    }

    private void look() {
        try {
            ShardMap map = archive.map();
            skew = Optional.of(Skew.of(
                    heat.now(),
                    settings.balance().readsOfWrite(),
                    slot -> map.owner(slot).name(),
                    Databases.alike(map.shards())));
            databases.tell(node, heat.now(), settings.heatSilence());
        } catch (SQLException | RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "the load could not be told", e);
        }
    }

    /** Where nobody watches yet there is nothing to tell. */
    static void register(Meter meter, Supplier<List<ShardWatch>> watches) {
        meter.gaugeBuilder("openpolicy.shard.load")
                .setUnit("1")
                .setDescription("Which share of this server's reads and writes a shard bears.")
                .buildWithCallback(into -> watches.get()
                        .forEach(watch -> watch.skew.ifPresent(skew -> skew.shards()
                                .forEach(part -> into.record(part.share(), Attributes.of(SHARD, part.shard()))))));
        meter.gaugeBuilder("openpolicy.shard.level")
                .setUnit("1")
                .setDescription("How much more than an even share the shard bears that bears most; 1 is even.")
                .buildWithCallback(into -> watches.get()
                        .forEach(watch -> watch.skew.ifPresent(
                                skew -> into.record(skew.hottestShard().level()))));
        meter.gaugeBuilder("openpolicy.slot.hottest.load")
                .setUnit("1")
                .setDescription("Which share of this server's reads and writes the hottest slot has.")
                .buildWithCallback(into -> watches.get()
                        .forEach(watch -> watch.skew.ifPresent(skew -> into.record(skew.hottestSlotShare()))));
        meter.gaugeBuilder("openpolicy.slot.hottest")
                .ofLongs()
                .setDescription("Which slot is hottest, as `shards move --pin` takes it.")
                .buildWithCallback(into ->
                        watches.get().forEach(watch -> watch.skew.ifPresent(skew -> into.record(skew.hottestSlot()))));
        meter.gaugeBuilder("openpolicy.shard.open")
                .ofLongs()
                .setDescription("1 while a shard is left alone, since it did not answer several times in a row.")
                .buildWithCallback(into -> watches.get()
                        .forEach(watch -> watch.archive
                                .status()
                                .forEach(status ->
                                        into.record(status.open() ? 1 : 0, Attributes.of(SHARD, status.shard())))));
    }

    @Override
    public void close() {
        clockwork.shutdownNow();
    }
}

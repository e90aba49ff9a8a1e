// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import ca.openpolicy.storage.shard.PoolUsage;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import java.util.Map;
import java.util.function.Supplier;

/** How much of the connections to the databases is taken, under the names of OpenTelemetry. */
final class PoolMetrics {
    private static final AttributeKey<String> POOL = AttributeKey.stringKey("db.client.connection.pool.name");
    private static final AttributeKey<String> STATE = AttributeKey.stringKey("db.client.connection.state");

    private PoolMetrics() {}

    static void register(Meter meter, Supplier<Map<String, PoolUsage>> pools) {
        meter.upDownCounterBuilder("db.client.connection.count")
                .setUnit("{connection}")
                .setDescription("The number of connections that are currently in each state.")
                .buildWithCallback(into -> pools.get().forEach((name, usage) -> {
                    into.record(usage.used(), Attributes.of(POOL, name, STATE, "used"));
                    into.record(usage.idle(), Attributes.of(POOL, name, STATE, "idle"));
                }));
        meter.upDownCounterBuilder("db.client.connection.pending_requests")
                .setUnit("{request}")
                .setDescription("The number of current pending requests for an open connection.")
                .buildWithCallback(into ->
                        pools.get().forEach((name, usage) -> into.record(usage.waiting(), Attributes.of(POOL, name))));
    }
}

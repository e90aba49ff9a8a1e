// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import com.sun.management.GarbageCollectionNotificationInfo;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.function.ToLongFunction;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/** What the virtual machine says of itself, under the names of OpenTelemetry. */
final class JvmMetrics {
    private static final AttributeKey<String> TYPE = AttributeKey.stringKey("jvm.memory.type");
    private static final AttributeKey<String> POOL = AttributeKey.stringKey("jvm.memory.pool.name");
    private static final AttributeKey<Boolean> DAEMON = AttributeKey.booleanKey("jvm.thread.daemon");
    private static final AttributeKey<String> COLLECTOR = AttributeKey.stringKey("jvm.gc.name");
    private static final AttributeKey<String> ACTION = AttributeKey.stringKey("jvm.gc.action");
    private static final List<Double> PAUSES = List.of(0.01, 0.1, 1.0, 10.0);
    private static final double MILLISECONDS = 1e3;

    private JvmMetrics() {}

    static void register(Meter meter) {
        memory(meter, "jvm.memory.used", "Measure of memory used.", MemoryUsage::getUsed);
        memory(meter, "jvm.memory.committed", "Measure of memory committed.", MemoryUsage::getCommitted);
        memory(meter, "jvm.memory.limit", "Measure of max obtainable memory.", MemoryUsage::getMax);
        meter.upDownCounterBuilder("jvm.thread.count")
                .setUnit("{thread}")
                .setDescription("Number of executing platform threads.")
                .buildWithCallback(JvmMetrics::threads);
        collections(meter);
    }

    private static void memory(Meter meter, String name, String description, ToLongFunction<MemoryUsage> part) {
        List<MemoryPoolMXBean> pools = ManagementFactory.getMemoryPoolMXBeans();
        meter.upDownCounterBuilder(name)
                .setUnit("By")
                .setDescription(description)
                .buildWithCallback(into -> pools.forEach(pool -> {
                    long bytes = part.applyAsLong(pool.getUsage());
                    if (bytes >= 0) {
                        into.record(bytes, of(pool));
                    }
                }));
    }

    private static Attributes of(MemoryPoolMXBean pool) {
        return Attributes.of(TYPE, pool.getType() == MemoryType.HEAP ? "heap" : "non_heap", POOL, pool.getName());
    }

    private static void threads(ObservableLongMeasurement into) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long daemons = threads.getDaemonThreadCount();
        into.record(daemons, Attributes.of(DAEMON, true));
        into.record(threads.getThreadCount() - daemons, Attributes.of(DAEMON, false));
    }

    private static void collections(Meter meter) {
        DoubleHistogram durations = meter.histogramBuilder("jvm.gc.duration")
                .setUnit("s")
                .setDescription("Duration of JVM garbage collection actions.")
                .setExplicitBucketBoundariesAdvice(PAUSES)
                .build();
        for (GarbageCollectorMXBean each : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (each instanceof NotificationEmitter emitter) {
                emitter.addNotificationListener((found, nothing) -> collected(found, durations), null, null);
            }
        }
    }

    private static void collected(Notification found, DoubleHistogram durations) {
        if (found.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)
                && found.getUserData() instanceof CompositeData data) {
            GarbageCollectionNotificationInfo collection = GarbageCollectionNotificationInfo.from(data);
            durations.record(
                    collection.getGcInfo().getDuration() / MILLISECONDS,
                    Attributes.of(COLLECTOR, collection.getGcName(), ACTION, collection.getGcAction()));
        }
    }
}

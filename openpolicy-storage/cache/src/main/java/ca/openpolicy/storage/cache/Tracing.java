// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache;

import java.util.function.Supplier;

/** Spans around what is asked of remote tiers and of loaders, where OpenTelemetry is on the class path. */
final class Tracing {
    private static final boolean THERE = isThere();

    private Tracing() {}

    private static boolean isThere() {
        try {
            Class<?> unused =
                    Class.forName("io.opentelemetry.api.GlobalOpenTelemetry", false, Tracing.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError missing) {
            return false;
        }
    }

    /** Around one question to a remote tier. */
    static <R> R command(String tier, String what, Supplier<R> work) {
        return THERE ? Spans.command(tier, what, work) : work.get();
    }

    /** Around one making of one or more values. */
    static <R> R load(String cache, Supplier<R> work) {
        return THERE ? Spans.load(cache, work) : work.get();
    }

    /** The same work on another thread, in the trace of this one. */
    static Runnable carried(Runnable work) {
        return THERE ? Spans.carried(work) : work;
    }
}

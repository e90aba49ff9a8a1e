// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import ca.openpolicy.server.Kept;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** How the server is: all that it depends on is asked at once, each with its own patience. */
final class Health {
    private static final System.Logger LOG = System.getLogger(Health.class.getName());

    private final Kept<List<Asked>> asked;
    private final BooleanSupplier stopping;
    private volatile boolean started;

    /** How a dependency is, and whether it counts for the start. */
    private record Asked(Dependency dependency, boolean ofStart) {}

    private record Asking(HealthCheck check, Future<Dependency> answer) {
        Asked await(long until) {
            try {
                long left = until - System.nanoTime() + check.timeout().toNanos();
                return asked(answer.get(left, TimeUnit.NANOSECONDS));
            } catch (TimeoutException e) {
                answer.cancel(true);
                return asked(new Dependency(check.name(), false, "does not say in time"));
            } catch (ExecutionException e) {
                LOG.log(System.Logger.Level.WARNING, "the check of " + check.name() + " failed", e.getCause());
                return asked(new Dependency(check.name(), false, "cannot be asked"));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return asked(new Dependency(check.name(), false, "was not asked to the end"));
            }
        }

        private Asked asked(Dependency dependency) {
            return new Asked(dependency, check.ofStart());
        }
    }

    Health(Supplier<List<HealthCheck>> checks, Clock clock, Duration age, BooleanSupplier stopping) {
        this.asked = new Kept<>(() -> ask(checks.get()), clock, age);
        this.stopping = stopping;
    }

    /** The process is there and answers. */
    List<Dependency> live() {
        return List.of(new Dependency("server", true, "answers"));
    }

    List<Dependency> ready() {
        if (stopping.getAsBoolean()) {
            return List.of(new Dependency("server", false, "is stopping"));
        }
        return asked.get().stream().map(Asked::dependency).toList();
    }

    /** Once started, it stays so. */
    List<Dependency> started() {
        if (started) {
            return List.of(new Dependency("server", true, "has started"));
        }
        List<Dependency> found = asked.get().stream()
                .filter(Asked::ofStart)
                .map(Asked::dependency)
                .toList();
        started = found.stream().allMatch(Dependency::ready);
        return found;
    }

    private static List<Asked> ask(List<HealthCheck> checks) {
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            long now = System.nanoTime();
            List<Asking> asking = checks.stream()
                    .map(check ->
                            new Asking(check, threads.submit(() -> check.ask().get())))
                    .toList();
            return asking.stream().map(each -> each.await(now)).toList();
        } finally {
            threads.shutdownNow(); // and never waited for: who does not answer may not even end
        }
    }
}

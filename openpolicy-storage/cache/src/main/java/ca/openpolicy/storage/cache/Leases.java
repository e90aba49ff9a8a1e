// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Has a value made by one process, while others wait for it to appear. Who makes it says so again and again: that
 * nobody is at it any more may be said in vain, by one that has died or that the tier cannot be reached from.
 */
final class Leases {
    private static final Duration FIRST_LOOK = Duration.ofMillis(2);
    private static final Duration LAST_LOOK = Duration.ofMillis(50);
    private static final int SIGNS_IN_SILENCE = 5;

    private final Optional<Guarded<SharedTier>> tier;
    private final Duration wait;
    private final Duration silence;
    private final String holder;
    /** What is made here, and when to say so next. */
    private final Map<String, Long> held = new ConcurrentHashMap<>();

    Leases(Optional<Guarded<SharedTier>> tier, TierSettings settings, String holder) {
        this.tier = tier;
        this.wait = settings.lease();
        this.silence = settings.silence();
        this.holder = holder;
    }

    /** Makes it with the right to do so, or gives what another process has made meanwhile. */
    <R> R made(String key, Supplier<R> make, Supplier<Optional<R>> look) {
        long end = System.nanoTime() + wait.toNanos();
        Duration pause = FIRST_LOOK;
        Optional<R> found = Optional.empty();
        Optional<Boolean> mine = taken(key);
        while (found.isEmpty() && !mine.orElse(true) && System.nanoTime() - end < 0) {
            sleep(pause);
            pause = pause.compareTo(LAST_LOOK) < 0 ? pause.multipliedBy(2) : LAST_LOOK;
            mine = taken(key);
            // after the question whose it is: who had it and gave it back had put the value there before
            found = mine.flatMap(answer -> look.get());
        }
        Optional<R> theirs = found;
        return held(key, () -> theirs.orElseGet(make));
    }

    /** A tier that does not answer keeps nobody from making it. */
    private Optional<Boolean> taken(String key) {
        return tier.flatMap(each -> each.ask("lease", shared -> shared.lease(key, holder, silence)));
    }

    private static void sleep(Duration pause) {
        LockSupport.parkNanos(pause.toNanos());
        if (Thread.currentThread().isInterrupted()) {
            throw new CacheInterruptedException(new InterruptedException("while another makes it"));
        }
    }

    private <R> R held(String key, Supplier<R> make) {
        held.put(key, nextSign(System.nanoTime()));
        try {
            return make.get();
        } finally {
            held.remove(key);
            later("release", shared -> shared.release(key, holder));
        }
    }

    private long nextSign(long now) {
        return now + silence.toNanos() / SIGNS_IN_SILENCE;
    }

    /** Called again and again. */
    void sign() {
        if (!held.isEmpty()) {
            long now = System.nanoTime();
            held.forEach((key, due) -> {
                if (now - due >= 0 && held.replace(key, due, nextSign(now))) {
                    later("prolong", shared -> shared.prolong(key, holder, silence));
                }
            });
        }
    }

    private void later(String what, Consumer<SharedTier> work) {
        tier.ifPresent(each -> each.later(what, shared -> {
            work.accept(shared);
            return true;
        }));
    }
}

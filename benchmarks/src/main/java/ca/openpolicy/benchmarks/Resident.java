// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Looks every second how much memory a process holds, until it is closed. */
final class Resident {
    private final List<Double> mebibytes = new ArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    private Resident(long pid) {
        this.thread = Thread.ofPlatform().name("resident").start(() -> look(pid));
    }

    static Resident of(long pid) {
        return new Resident(pid);
    }

    /** After it was closed. */
    String told() {
        int tenth = Math.max(1, mebibytes.size() / 10);
        int middle = (mebibytes.size() - tenth) / 2;
        return String.format(
                Locale.ROOT,
                "%.0f MiB in the first tenth, %.0f in the middle, %.0f in the last, %.0f at most",
                Pairs.median(mebibytes.subList(0, tenth)),
                Pairs.median(mebibytes.subList(middle, middle + tenth)),
                Pairs.median(mebibytes.subList(mebibytes.size() - tenth, mebibytes.size())),
                Collections.max(mebibytes));
    }

    void close() throws InterruptedException {
        closed.countDown();
        thread.join();
    }

    private void look(long pid) {
        try {
            do {
                mebibytes.add(Proc.residentMebibytes(pid));
            } while (!closed.await(1, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

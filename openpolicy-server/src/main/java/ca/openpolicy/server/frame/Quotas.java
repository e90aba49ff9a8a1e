// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import java.time.Duration;

/**
 * Counts how often each caller has asked. The table is bounded: a caller has its place in one of a few neighbouring
 * cells, by a hash that nobody outside can compute. Where these are all taken, the caller that has asked least makes
 * room, so that nobody gets rid of a count of their own without making many others ask as often. Safe for use by many
 * threads.
 */
final class Quotas {
    private static final int NEIGHBOURS = 8;

    private final Quota quota;
    private final long seed;
    private final Account[][] rows;

    /**
     * What is left of one window.
     *
     * @param remaining how many requests
     * @param reset until it begins anew
     */
    record Left(long remaining, Duration reset) {}

    /**
     * Whether a request may go on.
     *
     * @param allowed whether it may
     * @param minute what is left of the minute
     * @param hour what is left of the hour
     */
    record Decision(boolean allowed, Left minute, Left hour) {
        /** Until the next request may go on. */
        Duration untilNext() {
            Duration untilMinute = minute.remaining() > 0 ? Duration.ZERO : minute.reset();
            Duration untilHour = hour.remaining() > 0 ? Duration.ZERO : hour.reset();
            return untilMinute.compareTo(untilHour) > 0 ? untilMinute : untilHour;
        }
    }

    private static final class Window {
        private final long length;
        private final long most;
        private long began;
        private long used;

        Window(Duration length, long most, long now) {
            this.length = length.toNanos();
            this.most = most;
            this.began = now;
        }

        void turn(long now) {
            if (now - began >= length) {
                began = now;
                used = 0;
            }
        }

        Left left(long now) {
            return new Left(most - used, Duration.ofNanos(length - (now - began)));
        }
    }

    private static final class Account {
        private final long caller;
        private final Window minute;
        private final Window hour;

        Account(long caller, Quota quota, long now) {
            this.caller = caller;
            this.minute = new Window(Duration.ofMinutes(1), quota.perMinute(), now);
            this.hour = new Window(Duration.ofHours(1), quota.perHour(), now);
        }

        void turn(long now) {
            minute.turn(now);
            hour.turn(now);
        }

        boolean allows() {
            return minute.used < minute.most && hour.used < hour.most;
        }

        void add(int requests) {
            minute.used = Math.max(0, minute.used + requests);
            hour.used = Math.max(0, hour.used + requests);
        }

        Decision decision(boolean allowed, long now) {
            return new Decision(allowed, minute.left(now), hour.left(now));
        }
    }

    Quotas(Quota quota, int maxCallers, long seed) {
        this.quota = quota;
        this.seed = seed;
        this.rows = new Account[Math.max(1, maxCallers / NEIGHBOURS)][NEIGHBOURS];
    }

    /** Counts a request, if it may go on. */
    Decision take(long caller, long now) {
        Account[] row = row(caller);
        synchronized (row) {
            Account account = account(row, caller, now);
            boolean allowed = account.allows();
            account.add(allowed ? 1 : 0);
            return account.decision(allowed, now);
        }
    }

    /** A request that was counted cost nothing after all. */
    Decision giveBack(long caller, long now) {
        Account[] row = row(caller);
        synchronized (row) {
            Account account = account(row, caller, now);
            account.add(-1);
            return account.decision(true, now);
        }
    }

    private Account[] row(long caller) {
        long mixed = (caller ^ seed) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 29) ^ Long.rotateLeft(seed, 32)) * 0x94d049bb133111ebL;
        return rows[(int) Long.remainderUnsigned(mixed ^ (mixed >>> 31), rows.length)];
    }

    private Account account(Account[] row, long caller, long now) {
        int place = place(row, caller, now);
        if (isEmpty(row, place) || row[place].caller != caller) {
            row[place] = new Account(caller, quota, now);
        }
        return row[place];
    }

    /** That of the caller, else an empty one, else that of the caller who has asked least. */
    private static int place(Account[] row, long caller, long now) {
        int found = 0;
        long least = Long.MAX_VALUE;
        for (int i = 0; i < row.length; i++) {
            if (isEmpty(row, i)) {
                return i;
            }
            row[i].turn(now);
            if (row[i].caller == caller) {
                return i;
            }
            if (row[i].hour.used < least) {
                least = row[i].hour.used;
                found = i;
            }
        }
        return found;
    }

    @SuppressWarnings("ConstantValue") // cells are empty at first, and are filled in their order
    private static boolean isEmpty(Account[] row, int place) {
        return row[place] == null;
    }
}

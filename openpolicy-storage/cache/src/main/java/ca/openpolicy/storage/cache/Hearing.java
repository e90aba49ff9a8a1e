// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Whether this process hears of changes. Where there are feeds, such as the tail of an event log, they tell of all;
 * otherwise the shared tier does; and where there is neither, whoever changes something says so here.
 */
final class Hearing implements SharedTier.Listener {
    private final Coherence coherence;
    private final long boundNanos;
    private final boolean shared;
    private final List<FeedState> feeds = new CopyOnWriteArrayList<>();
    private final CountDownLatch firstSign = new CountDownLatch(1);
    private volatile long sharedUpTo;
    private volatile boolean following;
    private final LongAdder gaps = new LongAdder();
    private final LongAdder doubts = new LongAdder();

    Hearing(Coherence coherence, Duration trusted, boolean shared) {
        this.coherence = coherence;
        this.boundNanos = trusted.toNanos();
        this.shared = shared;
    }

    /** One feed; nothing is heard through it yet. */
    private static final class FeedState implements Feed {
        private volatile long upTo;

        FeedState(long since) {
            this.upTo = since;
        }

        @Override
        public void upTo(long beforeNanos) {
            upTo = beforeNanos;
        }
    }

    Feed feed() {
        FeedState feed = new FeedState(System.nanoTime() - boundNanos - 1);
        feeds.add(feed);
        return feed;
    }

    /** Whether what the shared tier holds can be told from what is wrong. */
    boolean isFollowing() {
        return following && System.nanoTime() - sharedUpTo <= boundNanos;
    }

    /** Waits for the first sign of the shared tier, not for long. */
    void awaitSign(Duration limit) {
        try {
            boolean unused = firstSign.await(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Called again and again, since silence is not heard. */
    void look() {
        long now = System.nanoTime();
        boolean hears = feeds.isEmpty()
                ? !shared || (following && now - sharedUpTo <= boundNanos)
                : feeds.stream().allMatch(feed -> now - feed.upTo <= boundNanos);
        if (coherence.believe(hears) && !hears && (firstSign.getCount() == 0 || !feeds.isEmpty())) {
            doubts.increment();
        }
    }

    @Override
    public void version(int slot, long version) {
        coherence.learn(slot, version);
    }

    @Override
    public void upTo(long beforeNanos) {
        sharedUpTo = beforeNanos;
        if (!following) {
            following = true;
            look();
            firstSign.countDown();
        }
    }

    @Override
    public void lost() {
        if (following) {
            gaps.increment();
        }
        following = false;
    }

    /** How often nothing was heard for too long; what was before the first sign does not count. */
    long doubts() {
        return doubts.sum();
    }

    long gaps() {
        return gaps.sum();
    }
}

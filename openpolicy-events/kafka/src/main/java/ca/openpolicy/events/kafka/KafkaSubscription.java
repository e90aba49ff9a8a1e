// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.kafka;

import ca.openpolicy.core.event.EventHandler;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/**
 * Takes events from topics as a member of a group, and gives them to a handler, one at a time, those of an aggregate in
 * their order. What was handled is noted with the brokers afterwards, so that after a crash some come again; a handler
 * that minds uses an {@link ca.openpolicy.core.event.Inbox}. A group that is new begins with the oldest event.
 *
 * <p>An event on which the handler fails is offered again, after growing waits in which its partition rests and others
 * go on; after the last try it goes to the topic of dead letters, with headers that say where it comes from and why
 * ({@code dlq_...}), and its partition goes on. An {@link ca.openpolicy.core.InvalidValueException} of the handler is
 * its last try at once; an {@link ca.openpolicy.core.UnavailableException} is none, and is waited out. What is no event
 * at all goes to the dead letters at once. Records without a value are passed over. Nothing is passed over because dead
 * letters cannot be written.
 *
 * <p>It works in a thread of its own, from {@link #start} until {@link #close}, whatever becomes of the brokers
 * meanwhile. It speaks the group protocol of Kafka 4 where the brokers know it, and the classic one elsewhere. Safe for
 * use by many threads.
 */
public final class KafkaSubscription implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(KafkaSubscription.class.getName());
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final KafkaCluster cluster;
    private final SubscriptionSettings settings;
    private final EventHandler handler;
    private final Counts counts = new Counts();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile Runnable wake = () -> {};

    private KafkaSubscription(KafkaCluster cluster, SubscriptionSettings settings, EventHandler handler) {
        this.cluster = cluster;
        this.settings = settings;
        this.handler = handler;
        this.thread = Thread.ofPlatform()
                .name("events-of-" + settings.group())
                .daemon()
                .unstarted(this::run);
    }

    /**
     * Begins to take events; it connects by and by.
     *
     * @param cluster from where
     * @param settings how
     * @param handler who takes them
     * @return the subscription, to be closed
     */
    public static KafkaSubscription start(KafkaCluster cluster, SubscriptionSettings settings, EventHandler handler) {
        KafkaSubscription subscription = new KafkaSubscription(cluster, settings, handler);
        subscription.thread.start();
        return subscription;
    }

    private void run() {
        GroupMember.Protocol protocol = GroupMember.Protocol.CONSUMER;
        while (isOpen()) {
            try (GroupMember member = GroupMember.join(cluster, settings, protocol, handler, counts)) {
                wake = member::wake;
                member.serve(this::isOpen);
            } catch (UnsupportedVersionException older) {
                protocol = GroupMember.Protocol.CLASSIC;
            } catch (InterruptException stopped) {
                return;
            } catch (RuntimeException failure) {
                LOG.log(System.Logger.Level.WARNING, "a member of " + settings.group() + " begins anew", failure);
                pause();
            } finally {
                wake = () -> {};
            }
        }
    }

    private boolean isOpen() {
        return closed.getCount() > 0;
    }

    private void pause() {
        try {
            boolean unused = closed.await(AGAIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * How it is doing.
     *
     * @return the figures of now
     */
    public SubscriptionFigures figures() {
        return counts.read();
    }

    /**
     * Finishes the event in hand, notes what was handled and leaves the group. A handler that does not end within the
     * limit of time is interrupted, its event comes again, and the same time is left for the rest. A second call does
     * nothing.
     */
    @Override
    public void close() {
        closed.countDown();
        wake.run();
        try {
            if (!thread.join(settings.stopTimeout())) {
                thread.interrupt();
                boolean unused = thread.join(settings.stopTimeout());
            }
        } catch (InterruptedException stopped) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}

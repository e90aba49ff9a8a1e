// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.kafka;

import ca.openpolicy.core.MisconfiguredException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The topics of an application, as code. {@link #plan} says how a cluster differs from them and changes nothing;
 * {@link #apply} makes what is missing and sets what is set otherwise. Doing it again changes nothing more. Immutable.
 */
public final class Topics {
    private final List<Topic> declared;

    private Topics(List<Topic> declared) {
        this.declared = declared;
    }

    /**
     * Declares topics.
     *
     * @param topics the topics
     * @return the declaration
     * @throws MisconfiguredException if two have the same name, or names that differ in dots and underscores alone; it
     *     lists all such pairs
     */
    public static Topics of(List<Topic> topics) {
        List<String> faults = new ArrayList<>();
        Map<String, Topic> seen = new HashMap<>();
        for (Topic topic : topics) {
            Topic other = seen.putIfAbsent(topic.measuredName(), topic);
            if (other != null) {
                faults.add(fault(other.name(), topic.name()));
            }
        }
        if (!faults.isEmpty()) {
            throw new MisconfiguredException(faults);
        }
        return new Topics(List.copyOf(topics));
    }

    private static String fault(String one, String other) {
        return one.equals(other)
                ? "topic " + one + " is declared twice"
                : "topics " + one + " and " + other
                        + " differ in dots and underscores alone, which Kafka does not tell apart; rename one";
    }

    /**
     * These and a topic of dead letters for each.
     *
     * @return the new declaration
     * @throws MisconfiguredException if a topic of dead letters has the name of another topic
     */
    public Topics withDeadLetters() {
        return of(declared.stream()
                .flatMap(topic -> Stream.of(topic, topic.deadLetters()))
                .toList());
    }

    /**
     * The topics of the declaration.
     *
     * @return all, in their order
     */
    public List<Topic> declared() {
        return declared;
    }

    /**
     * Compares the declaration with a cluster.
     *
     * @param cluster where to look
     * @return what differs
     * @throws ca.openpolicy.core.UnavailableException if the cluster does not answer in time
     */
    public TopicPlan plan(KafkaCluster cluster) {
        try (TopicAdmin admin = new TopicAdmin(cluster)) {
            return admin.plan(declared);
        }
    }

    /**
     * Makes the topics that are missing and sets what is set otherwise; shapes are left alone.
     *
     * @param cluster where to do it
     * @return what still differs, and is for an operator to decide
     * @throws MisconfiguredException if a declared name collides with a topic of the cluster; nothing is changed then
     * @throws ca.openpolicy.core.UnavailableException if the cluster does not answer in time; it may be repeated
     */
    public TopicPlan apply(KafkaCluster cluster) {
        try (TopicAdmin admin = new TopicAdmin(cluster)) {
            return admin.apply(declared);
        }
    }
}

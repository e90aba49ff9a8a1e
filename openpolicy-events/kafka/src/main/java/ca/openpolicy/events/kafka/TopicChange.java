// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.kafka;

/** What stands between the topics as they are declared and as the cluster has them. */
public sealed interface TopicChange {
    /**
     * Which topic it concerns.
     *
     * @return its name
     */
    String topic();

    /**
     * Whether {@link Topics#apply} does it.
     *
     * @return false for what it only tells
     */
    boolean isApplied();

    /**
     * The cluster does not have the topic; it will be made.
     *
     * @param declared what it is to be like
     */
    record Missing(Topic declared) implements TopicChange {
        @Override
        public String topic() {
            return declared.name();
        }

        @Override
        public boolean isApplied() {
            return true;
        }

        @Override
        public String toString() {
            return "+ " + topic() + ": " + declared.partitions() + " partitions on " + declared.replication()
                    + " brokers, " + TopicSettings.of(declared);
        }
    }

    /**
     * The cluster has the topic with another value of a setting; it will be set to the declared one.
     *
     * @param topic the name of the topic
     * @param setting Kafka's name of the setting
     * @param declared the value wanted
     * @param found the value there
     */
    record Differs(String topic, String setting, String declared, String found) implements TopicChange {
        @Override
        public boolean isApplied() {
            return true;
        }

        @Override
        public String toString() {
            return "~ " + topic + ": " + setting + " is " + found + ", to be " + declared;
        }
    }

    /**
     * The cluster has the topic in another shape. That is never changed from here: more partitions would break the
     * order of keys, fewer are impossible, and moving replicas is work for the operator of the cluster.
     *
     * @param topic the name of the topic
     * @param what partitions or replication
     * @param declared the number wanted
     * @param found the number there
     */
    record Misshapen(String topic, String what, int declared, int found) implements TopicChange {
        @Override
        public boolean isApplied() {
            return false;
        }

        @Override
        public String toString() {
            return "! " + topic + ": " + what + " is " + found + " and declared as " + declared
                    + "; change the declaration, or move the records to a new topic";
        }
    }

    /**
     * The cluster has a topic whose name differs from this one in dots and underscores alone; it refuses a second.
     *
     * @param topic the declared name
     * @param existing the name there
     */
    record Collides(String topic, String existing) implements TopicChange {
        @Override
        public boolean isApplied() {
            return false;
        }

        @Override
        public String toString() {
            return "! " + topic + ": the cluster has " + existing
                    + ", which differs in dots and underscores alone; take another name";
        }
    }
}

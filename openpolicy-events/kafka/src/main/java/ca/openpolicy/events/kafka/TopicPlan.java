// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.kafka;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What stands between the topics as they are declared and as a cluster has them. Its text form has a line for each
 * change.
 *
 * @param changes the changes, by topic
 */
public record TopicPlan(List<TopicChange> changes) {
    /** Takes a copy. */
    public TopicPlan {
        changes = List.copyOf(changes);
    }

    /**
     * Whether the cluster has the topics as they are declared.
     *
     * @return true if there is nothing to change
     */
    public boolean isEmpty() {
        return changes.isEmpty();
    }

    @Override
    public String toString() {
        return changes.stream().map(TopicChange::toString).collect(Collectors.joining("\n"));
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What was acknowledged and what was undone, and whether that is what arrived. For many threads. */
final class Journal {
    private final Set<Told> acknowledged = new HashSet<>();
    private final Set<Told> undone = new HashSet<>();
    private final List<String> refusals = new ArrayList<>();

    synchronized void acknowledge(Told change) {
        if (!acknowledged.add(change)) {
            refusals.add(change + " was acknowledged twice");
        }
    }

    synchronized void undo(Told change) {
        undone.add(change);
    }

    /** A write that was turned away though nothing that it needs was down. */
    synchronized void refuse(String what) {
        refusals.add(what);
    }

    synchronized int size() {
        return acknowledged.size();
    }

    synchronized Set<Told> acknowledged() {
        return Set.copyOf(acknowledged);
    }

    /** Compares with what a receiver has taken, in the order in which it did. */
    synchronized void verify(List<Told> taken) {
        Set<Told> arrived = new HashSet<>(taken);
        assertThat(difference(acknowledged, arrived)).as("lost").isEmpty();
        assertThat(intersection(arrived, undone)).as("told though undone").isEmpty();
        assertThat(difference(arrived, acknowledged))
                .as("told though nobody wrote it")
                .isEmpty();
        assertThat(taken).as("each once").doesNotHaveDuplicates();
        assertThat(disordered(taken)).as("out of order").isEmpty();
        assertThat(refusals).as("writes turned away").isEmpty();
    }

    private static List<Told> disordered(List<Told> taken) {
        Map<String, Long> last = new HashMap<>();
        List<Told> found = new ArrayList<>();
        for (Told each : taken) {
            if (last.getOrDefault(each.aggregate(), 0L) >= each.version()) {
                found.add(each);
            }
            last.put(each.aggregate(), each.version());
        }
        return found;
    }

    private static Set<Told> difference(Set<Told> all, Set<Told> without) {
        return all.stream().filter(each -> !without.contains(each)).collect(Collectors.toSet());
    }

    private static Set<Told> intersection(Set<Told> one, Set<Told> other) {
        return one.stream().filter(other::contains).collect(Collectors.toSet());
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache.warm;

import java.util.Map;
import java.util.Optional;

/**
 * How often readers take the steps that hints name: in general, after the step that they took before, and after the two
 * before. What is known of longer ways counts for more the more often they were seen.
 */
final class Steps {
    /** What is thought of a step of which nothing is known, and how many observations that is worth. */
    private static final double UNKNOWN = 0.05;

    private static final double DOUBT = 4;

    private final Map<Step, Tally> tallies;

    Steps(int most) {
        this.tallies = new Bounded<>(most);
    }

    /**
     * A step of a reader.
     *
     * @param way what the reader did before; empty for whatever it was
     * @param relation the relation of what is read next to what was read last
     */
    record Step(String way, String relation) {}

    /** What a reader did before, as far as it matters. */
    record Ways(String last, String both) {
        static final Ways NONE = new Ways("", "");

        static Ways of(String before, String last) {
            return new Ways("1 " + last, "2 " + before + " " + last);
        }
    }

    void observe(Ways ways, String relation, boolean taken, double weight) {
        add(new Step("", relation), taken, weight);
        if (!ways.last().isEmpty()) {
            add(new Step(ways.last(), relation), taken, weight);
            add(new Step(ways.both(), relation), taken, weight);
        }
    }

    private void add(Step step, boolean taken, double weight) {
        tallies.computeIfAbsent(step, unknown -> new Tally(0, 0)).add(taken, weight);
    }

    double likely(Ways ways, String relation, double weight) {
        double any = likely(new Step("", relation), UNKNOWN, weight);
        return ways.last().isEmpty()
                ? any
                : likely(new Step(ways.both(), relation), likely(new Step(ways.last(), relation), any, weight), weight);
    }

    private double likely(Step step, double otherwise, double weight) {
        return Optional.ofNullable(tallies.get(step))
                .map(tally -> tally.likely(otherwise, DOUBT, weight))
                .orElse(otherwise);
    }

    void scale(double factor) {
        tallies.values().forEach(tally -> tally.scale(factor));
    }

    Map<Step, Tally> tallies() {
        return tallies;
    }
}

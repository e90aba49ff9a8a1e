// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import java.util.ArrayList;
import java.util.List;

/**
 * Which entities are wanted: those that meet every condition.
 *
 * @param conditions the demands; none wants all
 * @param <E> the entity
 */
public record Filter<E>(List<Condition<E>> conditions) {
    /** Copies the list. */
    public Filter {
        conditions = List.copyOf(conditions);
    }

    /**
     * Wants all.
     *
     * @param <E> the entity
     * @return the filter
     */
    public static <E> Filter<E> all() {
        return new Filter<>(List.of());
    }

    /**
     * Wants what meets one condition.
     *
     * @param condition the demand
     * @param <E> the entity
     * @return the filter
     */
    public static <E> Filter<E> where(Condition<E> condition) {
        return new Filter<>(List.of(condition));
    }

    /**
     * Wants what also meets another condition.
     *
     * @param condition the further demand
     * @return the narrower filter
     */
    public Filter<E> and(Condition<E> condition) {
        List<Condition<E>> more = new ArrayList<>(conditions);
        more.add(condition);
        return new Filter<>(more);
    }
}

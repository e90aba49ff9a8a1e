// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server;

import ca.openpolicy.core.Condition;
import ca.openpolicy.core.Field;
import ca.openpolicy.core.Field.Operator;
import ca.openpolicy.core.Filter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The stretch of time in which things must have changed. It never reaches beyond the archive's safe horizon, so that
 * whoever goes on from its end next time misses nothing that was committed late.
 *
 * @param since from when on
 * @param until up to, but not with, when
 */
record Window(Optional<Instant> since, Optional<Instant> until) {
    static final String SINCE = "updated_since";
    static final String UNTIL = "updated_until";
    static final List<String> NAMES = List.of(SINCE, UNTIL);

    static final Window NONE = new Window(Optional.empty(), Optional.empty());

    static Window read(Call call) {
        return new Window(instant(call, SINCE), instant(call, UNTIL));
    }

    private static Optional<Instant> instant(Call call, String name) {
        return call.parameters()
                .value(name)
                .filter(text -> !text.isEmpty())
                .flatMap(text -> call.faults()
                        .check(name, () -> Field.<Object>instant(name).reader().apply(text)));
    }

    /** The same with an end that is safe; the horizon is asked for before anything is read. */
    Window settled(Supplier<Instant> horizon, Faults faults) {
        if (since.isEmpty() && until.isEmpty()) {
            return this;
        }
        Instant safe = horizon.get();
        until.filter(end -> end.isAfter(safe))
                .ifPresent(end -> faults.add(
                        ProblemType.INVALID_VALUE,
                        UNTIL,
                        UNTIL + " is " + end + ", must not be later than " + safe
                                + ", up to when changes are settled"));
        return new Window(since, Optional.of(until.orElse(safe)));
    }

    <E> Filter<E> narrow(Filter<E> filter, Optional<Field<E, Instant>> field) {
        if (field.isEmpty()) {
            return filter;
        }
        List<Condition<E>> conditions = new ArrayList<>(filter.conditions());
        since.ifPresent(from -> conditions.add(field.get().compare(Operator.GTE, from)));
        until.ifPresent(to -> conditions.add(field.get().compare(Operator.LT, to)));
        return new Filter<>(conditions);
    }

    /** The pages that follow end where this one does. */
    Call pin(Call call) {
        return until.map(end -> call.with(call.parameters().with(UNTIL, end.toString())))
                .orElse(call);
    }
}

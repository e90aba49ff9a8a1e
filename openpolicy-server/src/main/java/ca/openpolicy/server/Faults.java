// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server;

import ca.openpolicy.core.InvalidValueException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Gathers what is wrong with a request, so that all of it can be said at once. */
final class Faults {
    private final List<Problem.Fault> found = new ArrayList<>();

    void add(ProblemType type, String parameter, String detail, List<String> allowed) {
        found.add(Problem.Fault.parameter(type, parameter, detail, allowed));
    }

    void add(ProblemType type, String parameter, String detail) {
        add(type, parameter, detail, List.of());
    }

    /** Does what may refuse a value of a parameter. */
    <T> Optional<T> check(String parameter, Supplier<T> work) {
        try {
            return Optional.of(work.get());
        } catch (InvalidValueException e) {
            add(ProblemType.INVALID_VALUE, parameter, String.valueOf(e.getMessage()), e.allowed());
            return Optional.empty();
        }
    }

    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new ProblemException(Problem.of(found));
        }
    }
}

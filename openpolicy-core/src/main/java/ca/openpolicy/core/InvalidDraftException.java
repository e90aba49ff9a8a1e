// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import java.util.List;
import java.util.stream.Collectors;

/** A draft that breaks rules; it carries all faults, not only the first. */
public final class InvalidDraftException extends OpenPolicyException {
    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;

    /**
     * Makes the exception.
     *
     * @param faults all that is wrong, at least one
     */
    public InvalidDraftException(List<Fault> faults) {
        super(faults.stream()
                .map(fault -> fault.pointer() + ": " + fault.detail())
                .collect(Collectors.joining("; ")));
        this.faults = List.copyOf(faults);
    }

    /**
     * All that is wrong.
     *
     * @return the faults, in the order of the draft's fields
     */
    public List<Fault> faults() {
        return faults;
    }
}

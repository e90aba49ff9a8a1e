// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import java.util.List;

/** Settings that cannot work; it lists all of them. */
public final class MisconfiguredException extends OpenPolicyException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> faults;

    /**
     * Makes the exception.
     *
     * @param faults one line for each wrong setting: name, value, what is allowed
     */
    public MisconfiguredException(List<String> faults) {
        super(String.join("; ", faults));
        this.faults = List.copyOf(faults);
    }

    /**
     * All wrong settings.
     *
     * @return one line each
     */
    public List<String> faults() {
        return faults;
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

/** What was asked for was there and is kept no more; somewhere one can begin again. */
public final class ForgottenException extends OpenPolicyException {
    private static final long serialVersionUID = 1L;

    private final String oldest;

    /**
     * Makes the exception.
     *
     * @param what what is kept no more
     * @param oldest where to begin again
     */
    public ForgottenException(String what, String oldest) {
        super(what + " is kept no more; begin again at " + oldest);
        this.oldest = oldest;
    }

    /**
     * Where to begin again.
     *
     * @return the oldest place from which everything is kept
     */
    public String oldest() {
        return oldest;
    }
}

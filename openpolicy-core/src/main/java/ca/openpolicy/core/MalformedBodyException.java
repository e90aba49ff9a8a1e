// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

/** The body of a request that cannot be read as JSON at all, so that nothing can be said of its fields. */
public final class MalformedBodyException extends OpenPolicyException {
    private static final long serialVersionUID = 1L;

    private final String pointer;

    /**
     * Makes the exception.
     *
     * @param pointer where: a JSON pointer (RFC 6901) to the innermost value that is not readable; empty for the whole
     * @param message what was found and what is wanted
     */
    public MalformedBodyException(String pointer, String message) {
        super(message);
        this.pointer = pointer;
    }

    /**
     * Where it is malformed.
     *
     * @return a JSON pointer; empty for the whole body
     */
    public String pointer() {
        return pointer;
    }
}

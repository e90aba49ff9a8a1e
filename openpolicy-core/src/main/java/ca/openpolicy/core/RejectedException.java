// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

/**
 * A file of a source that cannot be taken: malformed, truncated, too large, wrongly encoded or hostile. None of it is
 * loaded.
 */
public final class RejectedException extends OpenPolicyException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final long line;

    /**
     * Makes the exception.
     *
     * @param code what kind of fault, such as {@code malformed-xml}
     * @param line where in the file, from 1; 0 where there is no line
     * @param message what was found and what is wanted
     */
    public RejectedException(String code, long line, String message) {
        super(message);
        this.code = code;
        this.line = line;
    }

    /**
     * The kind of fault.
     *
     * @return such as {@code malformed-xml}
     */
    public String code() {
        return code;
    }

    /**
     * Where in the file.
     *
     * @return the line from 1, or 0 where there is none
     */
    public long line() {
        return line;
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

/** The archive holds something else than the caller believed; nothing was changed. */
public final class ConflictException extends OpenPolicyException {
    private static final long serialVersionUID = 1L;

    private final String key;

    /**
     * Makes the exception.
     *
     * @param key the key of the entity that it concerns
     * @param message what was expected and what was found
     */
    public ConflictException(String key, String message) {
        super(message);
        this.key = key;
    }

    /**
     * The entity that it concerns.
     *
     * @return its natural key
     */
    public String key() {
        return key;
    }
}

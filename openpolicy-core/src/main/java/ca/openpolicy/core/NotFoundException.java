// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

/** There is no such entity. */
public final class NotFoundException extends OpenPolicyException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param type the entity type, such as {@code bill}
     * @param key the key or id that was asked for
     */
    public NotFoundException(String type, String key) {
        super("there is no " + type + " " + key);
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

/**
 * What a source calls an entity.
 *
 * @param scheme the source's numbering, such as {@code legisinfo}
 * @param value its id there
 */
public record Identifier(String scheme, String value) {
    /** Refuses blank parts. */
    public Identifier {
        if (scheme.isBlank() || value.isBlank()) {
            throw InvalidValueException.of("identifier", scheme + ":" + value, "a scheme and a value");
        }
    }
}

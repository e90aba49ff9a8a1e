// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.cache;

/**
 * A thing that values are made of, so that they are gone when it changes.
 *
 * @param kind what kind of thing, such as {@code bill}
 * @param id which one
 */
public record Tag(String kind, String id) {
    @Override
    public String toString() {
        return kind + ":" + id;
    }
}

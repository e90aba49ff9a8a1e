// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

/**
 * What a bulk load did.
 *
 * @param created how many entities were new
 * @param updated how many were changed
 * @param unchanged how many were left untouched
 */
public record Loaded(long created, long updated, long unchanged) {
    /** Nothing was done. */
    public static final Loaded NONE = new Loaded(0, 0, 0);

    /**
     * Both together.
     *
     * @param other another load
     * @return the sums
     */
    public Loaded plus(Loaded other) {
        return new Loaded(created + other.created, updated + other.updated, unchanged + other.unchanged);
    }
}

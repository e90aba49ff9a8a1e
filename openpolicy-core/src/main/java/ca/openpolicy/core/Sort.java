// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

/**
 * In which order entities are wanted; ties are broken so that no two share a place.
 *
 * @param field by what
 * @param descending largest first
 * @param <E> the entity
 */
public record Sort<E>(Field<E, ?> field, boolean descending) {}

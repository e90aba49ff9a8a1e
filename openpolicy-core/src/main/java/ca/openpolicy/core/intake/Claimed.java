// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import ca.openpolicy.core.Rank;

/**
 * What one row says of an entity.
 *
 * @param rank how far it is believed
 * @param word what it says
 * @param place where it stands
 * @param <E> the entity
 */
record Claimed<E>(Rank rank, E word, Place place) {}

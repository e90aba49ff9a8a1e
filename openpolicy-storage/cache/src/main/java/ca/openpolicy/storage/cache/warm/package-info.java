// SPDX-License-Identifier: Apache-2.0
/**
 * Makes values of a cache before they are asked for, where it is likely enough that they will be. Begin with
 * {@link ca.openpolicy.storage.cache.warm.Warmer}.
 */
@NullMarked
package ca.openpolicy.storage.cache.warm;

import org.jspecify.annotations.NullMarked;

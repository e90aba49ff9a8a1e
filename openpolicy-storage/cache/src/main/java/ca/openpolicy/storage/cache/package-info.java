// SPDX-License-Identifier: Apache-2.0
/**
 * A cache over tiers that never lie: memory, what processes share, and what lasts. Values know what they were made of,
 * and are gone when that changes.
 */
@NullMarked
package ca.openpolicy.storage.cache;

import org.jspecify.annotations.NullMarked;

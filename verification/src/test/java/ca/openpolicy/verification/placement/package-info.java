// SPDX-License-Identifier: Apache-2.0
/** Slots move between shards while servers, imports and relays work, and nothing of it shows. */
@NullMarked
package ca.openpolicy.verification.placement;

import org.jspecify.annotations.NullMarked;

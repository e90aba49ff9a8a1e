// SPDX-License-Identifier: Apache-2.0
/**
 * Many PostgreSQL databases as one: which shard owns a slot, routed transactions, parallel reads, pages merged in order
 * with signed cursors. It knows connections, rows and ids, and nothing of what the rows mean.
 */
@NullMarked
package ca.openpolicy.storage.shard;

import org.jspecify.annotations.NullMarked;

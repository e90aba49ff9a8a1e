// SPDX-License-Identifier: Apache-2.0
/**
 * Moving slots from shard to shard: which ones, so that each shard has its share and as few as can be change hands; and
 * the moving itself, while people read and write.
 */
@NullMarked
package ca.openpolicy.storage.shard.move;

import org.jspecify.annotations.NullMarked;

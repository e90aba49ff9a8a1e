// SPDX-License-Identifier: Apache-2.0
/** Tests of shards on real databases. */
@NullMarked
package ca.openpolicy.storage.shard;

import org.jspecify.annotations.NullMarked;

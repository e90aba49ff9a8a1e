// SPDX-License-Identifier: Apache-2.0
/** Tests of moving slots. */
@NullMarked
package ca.openpolicy.storage.shard.move;

import org.jspecify.annotations.NullMarked;

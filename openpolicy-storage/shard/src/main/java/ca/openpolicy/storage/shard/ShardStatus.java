// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

/**
 * How a shard is doing.
 *
 * @param shard its name
 * @param open whether its breaker is open: it did not answer several times in a row, and is left alone for a moment
 */
public record ShardStatus(String shard, boolean open) {}

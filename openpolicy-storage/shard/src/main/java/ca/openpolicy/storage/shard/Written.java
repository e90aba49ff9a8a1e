// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

/**
 * What came of a write, and how to see it later on a replica.
 *
 * @param value what the work returned
 * @param token for reads that must see the write
 * @param <T> what came of it
 */
public record Written<T>(T value, WriteToken token) {}

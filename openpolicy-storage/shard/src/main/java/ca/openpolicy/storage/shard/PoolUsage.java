// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

/**
 * How much of a pool is taken at one moment.
 *
 * @param used how many connections are lent
 * @param idle how many wait to be
 * @param waiting how many threads wait for one
 */
public record PoolUsage(int used, int idle, int waiting) {}

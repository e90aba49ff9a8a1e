// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a replica is doing.
 *
 * @param shard the name of its shard
 * @param number which of the shard's replicas it is, from 0
 * @param lag how old what it shows may be at most; absent until it has first been seen to follow
 * @param lagBytes how much of the primary's log it had yet to replay when it was last asked; absent until then
 * @param inRotation whether it is read now
 * @param fault why it cannot be read at all, such as that it is no replica; absent if it can, or only lags
 */
public record ReplicaStatus(
        String shard,
        int number,
        Optional<Duration> lag,
        OptionalLong lagBytes,
        boolean inRotation,
        Optional<String> fault) {}

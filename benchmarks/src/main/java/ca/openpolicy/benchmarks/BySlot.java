// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import ca.openpolicy.core.EntityId;
import java.util.Collection;
import org.apache.shardingsphere.sharding.api.sharding.standard.PreciseShardingValue;
import org.apache.shardingsphere.sharding.api.sharding.standard.RangeShardingValue;
import org.apache.shardingsphere.sharding.api.sharding.standard.StandardShardingAlgorithm;

/** Tells ShardingSphere where a row lies, without the cost of an expression. */
public final class BySlot implements StandardShardingAlgorithm<Long> {
    /** Made by ShardingSphere. */
    public BySlot() {}

    @Override
    public String doSharding(Collection<String> targets, PreciseShardingValue<Long> value) {
        return "ds_" + Things.owner(new EntityId(value.getValue()), targets.size());
    }

    @Override
    public Collection<String> doSharding(Collection<String> targets, RangeShardingValue<Long> value) {
        return targets;
    }
}

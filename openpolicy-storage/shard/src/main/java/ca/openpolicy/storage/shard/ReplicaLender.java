// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;

/** Lends to one read from a replica that will do, else from the primary. */
final class ReplicaLender implements Lender {
    private final Endpoint primary;
    private final ReplicaSet replicas;
    private final OptionalLong after;
    private boolean lentReplica;

    ReplicaLender(Endpoint primary, ReplicaSet replicas, OptionalLong after) {
        this.primary = primary;
        this.replicas = replicas;
        this.after = after;
    }

    @Override
    public Lease lend() throws SQLException {
        Optional<Lease> lease = replicas.lend(after);
        lentReplica = lease.isPresent();
        return lease.isPresent() ? lease.get() : primary.lend();
    }

    /** What a replica could not do, or did not have yet, the primary may. */
    @Override
    public Optional<Lender> otherwise() {
        return lentReplica ? Optional.of(primary) : Optional.empty();
    }
}

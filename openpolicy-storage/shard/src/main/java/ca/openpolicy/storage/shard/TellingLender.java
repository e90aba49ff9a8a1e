// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import java.sql.SQLException;
import java.time.Duration;

/** Lends to one write, and notes where that ended in the log. */
final class TellingLender implements Lender {
    private static final System.Logger LOG = System.getLogger(TellingLender.class.getName());

    private final Endpoint primary;
    private final Duration limit;
    private WriteToken token;

    TellingLender(Shard shard, Endpoint primary, Duration limit) {
        this.primary = primary;
        this.limit = limit;
        this.token = WriteToken.unknown(shard.name());
    }

    @Override
    public Lease lend() throws SQLException {
        return primary.lend();
    }

    /** It is committed, and stays so whatever happens here. */
    @Override
    public void answered(Lease lease) {
        try {
            token = new WriteToken(token.shard(), LogPosition.end(lease.connection(), limit));
            lease.answered();
        } catch (SQLException e) {
            lease.failed(e);
            LOG.log(System.Logger.Level.DEBUG, "{0} did not say how far its log goes", primary);
        }
    }

    WriteToken token() {
        return token;
    }
}

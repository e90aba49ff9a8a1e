// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import ca.openpolicy.core.UnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import javax.sql.DataSource;

/** One database of a shard, its primary or a replica, behind a breaker of its own. */
final class Endpoint implements Lender {
    private static final System.Logger LOG = System.getLogger(Endpoint.class.getName());

    private final String name;
    private final DataSource source;
    private final ShardSettings settings;
    private final ThreadFactory threads;
    private final Breaker breaker;

    /**
     * Makes one.
     *
     * @param name as it is to be said in messages
     */
    Endpoint(String name, DataSource source, ShardSettings settings, ThreadFactory threads) {
        this.name = name;
        this.source = source;
        this.settings = settings;
        this.threads = threads;
        this.breaker = new Breaker(settings.breaker(), patience().multipliedBy(2), System::nanoTime);
    }

    /** Whether it is left alone for now. */
    boolean isOpen() {
        return breaker.isOpen();
    }

    @Override
    public Lease lend() throws SQLException {
        long era = breaker.admission().orElseGet(this::refuse);
        try {
            return new Lease(source.getConnection(), this, era);
        } catch (SQLException e) {
            breaker.failed(era, e, true);
            throw e;
        }
    }

    @Override
    public void late(Throwable failure) {
        breaker.admission().ifPresent(era -> breaker.silent(era, failure));
    }

    /** Asks something small over a connection of its own. */
    <E> E ask(String sql, RowReader<E> reader) throws SQLException {
        Lease lease = lend();
        try (Connection connection = lease.connection()) {
            E answer = SmallQuestion.ask(connection, sql, reader, patience());
            lease.answered();
            return answer;
        } catch (SQLException e) {
            lease.failed(e);
            throw e;
        }
    }

    void answered(long era) {
        breaker.answered(era);
    }

    void failed(long era, Throwable failure, boolean broken) {
        breaker.failed(era, failure, broken);
    }

    /** Fails at once, unless it answers again; a probe goes its own way, so that nobody has to wait for it. */
    private long refuse() {
        if (breaker.probeDue()) {
            long era = breaker.era();
            threads.newThread(() -> probe(era)).start();
        }
        breaker.refusal().ifPresent(last -> {
            throw new UnavailableException(
                    name + " is unavailable: it did not answer several times in a row, and is left alone for a moment",
                    later(),
                    last);
        });
        return breaker.era();
    }

    private Duration later() {
        Duration rest = breaker.rest();
        return rest.compareTo(settings.retryAfter()) > 0 ? rest : settings.retryAfter();
    }

    private void probe(long era) {
        try (Connection connection = source.getConnection()) {
            SmallQuestion.ask(connection, "select 1", row -> row.getInt(1), patience());
            breaker.answered(era);
            LOG.log(System.Logger.Level.INFO, "{0} answers again", name);
        } catch (SQLException | RuntimeException e) {
            breaker.silent(era, e);
        }
    }

    private Duration patience() {
        return settings.deadline().plus(settings.grace());
    }

    @Override
    public String toString() {
        return name;
    }
}

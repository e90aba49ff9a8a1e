// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import ca.openpolicy.core.UnavailableException;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import com.zaxxer.hikari.pool.HikariPool;
import com.zaxxer.hikari.util.Credentials;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** A pool of connections to one database, bounded in every wait. */
public final class Pool implements AutoCloseable {
    /** Few, for each connection costs a start thousands of rounds of hashing, and the database a process. */
    private static final int FIRST = 2;

    /** What lay idle is asked whether it lives; a wait for a connection may be as much longer than it should. */
    private static final long VALIDATION_MILLIS = 250;

    private final HikariDataSource source;

    private Pool(HikariDataSource source) {
        this.source = source;
    }

    /**
     * Opens a pool, and proves that its database answers. Later no connection is made before it is wanted: to keep
     * some, a pool would go on trying while its database is away, with ever longer pauses, and would find out that it
     * is back only after the last of them.
     *
     * @param jdbcUrl where the database is, such as {@code jdbc:postgresql://host:5432/name}; without a password
     * @param user who connects
     * @param password asked for each new connection, so that it may change
     * @param settings the bounds
     * @return the pool; close it when done
     * @throws UnavailableException if the database does not answer
     */
    public static Pool open(String jdbcUrl, String user, Supplier<String> password, PoolSettings settings) {
        try {
            HikariDataSource source = new HikariDataSource(config(jdbcUrl, user, password, settings));
            source.getHikariConfigMXBean().setMinimumIdle(0);
            return new Pool(source);
        } catch (HikariPool.PoolInitializationException e) {
            throw new UnavailableException(
                    "a database refused the first connection of its pool", settings.acquireTimeout(), e);
        }
    }

    /**
     * Where connections come from.
     *
     * @return good until this pool is closed
     */
    public DataSource dataSource() {
        return source;
    }

    /**
     * How much of the pool is taken just now.
     *
     * @return used, idle and wanted connections
     */
    public PoolUsage usage() {
        HikariPoolMXBean pool = source.getHikariPoolMXBean();
        return new PoolUsage(
                pool.getActiveConnections(), pool.getIdleConnections(), pool.getThreadsAwaitingConnection());
    }

    /** Closes all connections. */
    @Override
    public void close() {
        source.close();
    }

    private static HikariConfig config(String jdbcUrl, String user, Supplier<String> password, PoolSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(new DialledSource(jdbcUrl, settings));
        config.setCredentialsProvider(() -> Credentials.of(user, password.get()));
        config.setMaximumPoolSize(settings.maxSize());
        config.setMinimumIdle(Math.min(FIRST, settings.maxSize()));
        config.setConnectionTimeout(settings.acquireTimeout().toMillis());
        config.setValidationTimeout(VALIDATION_MILLIS);
        return config;
    }
}

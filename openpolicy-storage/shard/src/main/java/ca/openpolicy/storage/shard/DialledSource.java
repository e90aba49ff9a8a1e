// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Makes connections, each within a time that is shorter than the silence which it bears later. The driver bounds the
 * greeting by the time of silence alone, and a pool makes one connection after the other: one greeting that is never
 * answered would keep all others waiting.
 */
final class DialledSource extends PGSimpleDataSource {
    private static final long serialVersionUID = 1L;

    private final int silenceMillis;

    DialledSource(String jdbcUrl, PoolSettings settings) {
        int seconds = (int) settings.connectTimeout().toSeconds();
        this.silenceMillis = (int) settings.socketTimeout().toMillis();
        setUrl(jdbcUrl);
        setConnectTimeout(seconds);
        setLoginTimeout(seconds);
        setSocketTimeout(seconds);
        setCancelSignalTimeout(seconds);
        setTcpKeepAlive(true);
        setApplicationName(settings.applicationName());
    }

    @Override
    public Connection getConnection(@Nullable String user, @Nullable String password) throws SQLException {
        Connection connection = super.getConnection(user, password);
        connection.setNetworkTimeout(Runnable::run, silenceMillis);
        return connection;
    }
}

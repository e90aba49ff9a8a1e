// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A server that another process has started as an {@link EmbeddedPostgres}, for a program that works beside that
 * process on the same data. It is not owned: it ends when its owner does. Its text form shows no password.
 *
 * @param port its port on 127.0.0.1
 * @param user the name of the superuser
 * @param password the password of the superuser
 */
public record RunningPostgres(int port, String user, String password) {
    /**
     * Finds the server that works on a data directory now.
     *
     * @param dataDirectory the directory that its owner was given
     * @return the server; empty if none takes connections there
     * @throws EmbeddedEngineException if this user may not read the directory
     */
    public static Optional<RunningPostgres> on(Path dataDirectory) {
        if (!Files.isDirectory(dataDirectory)) {
            return Optional.empty();
        }
        Cluster cluster = new Cluster(real(dataDirectory));
        return Postmaster.portOf(cluster.data())
                .map(port -> new RunningPostgres(port, Cluster.SUPERUSER, cluster.readPassword()));
    }

    private static Path real(Path dataDirectory) {
        try {
            return dataDirectory.toRealPath();
        } catch (IOException failure) {
            throw Ownership.unusable(dataDirectory, failure);
        }
    }

    /**
     * The address of a database, without user and password.
     *
     * @param database its name
     * @return the URL
     */
    public String jdbcUrl(String database) {
        return EmbeddedPostgres.jdbcUrl(port, database);
    }

    @Override
    public String toString() {
        return "PostgreSQL at port " + port;
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A server that another process has started as an {@link EmbeddedRedis}, for a program that works beside that process
 * on the same data. It is not owned: it ends when its owner does. Its text form shows no password.
 *
 * @param port its port on 127.0.0.1
 * @param password the password of the user {@code default}
 */
public record RunningRedis(int port, String password) {
    /**
     * Finds the server that works on a data directory now.
     *
     * @param dataDirectory the directory that its owner was given
     * @return the server; empty if none runs there
     * @throws EmbeddedEngineException if this user may not read the directory
     */
    public static Optional<RunningRedis> on(Path dataDirectory) {
        if (!Files.isDirectory(dataDirectory)) {
            return Optional.empty();
        }
        try {
            RedisHome home = new RedisHome(dataDirectory.toRealPath());
            return home.runningPort()
                    .map(port -> new RunningRedis(port, home.password().read()));
        } catch (IOException failure) {
            throw Ownership.unusable(dataDirectory, failure);
        }
    }

    @Override
    public String toString() {
        return "Redis at port " + port;
    }
}

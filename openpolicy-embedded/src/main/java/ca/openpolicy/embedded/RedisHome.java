// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What lies in the data directory of a Redis server.
 *
 * @param directory the data directory, its real path
 */
record RedisHome(Path directory) {
    private static final String DATA = "store";
    private static final String PORT = "port ";
    private static final Set<String> OURS = Set.of(DATA, Ownership.LOCK);

    static RedisHome in(Path wanted) {
        return new RedisHome(DataDirectory.in(wanted, OURS));
    }

    /** What Redis writes; it also works there. */
    Path data() {
        return directory.resolve(DATA);
    }

    LogFile log() {
        return new LogFile(directory.resolve("redis.log"));
    }

    Secret password() {
        return Secret.ofPassword(directory);
    }

    Path configuration() {
        return directory.resolve("redis.conf");
    }

    /** The password is among the settings, so the file is for the owner only, and nothing of it is an argument. */
    void prepare(Map<String, String> settings) {
        List<String> lines = settings.entrySet().stream()
                .map(each -> each.getKey() + " " + each.getValue())
                .sorted()
                .toList();
        try {
            Files.createDirectories(data());
            log().prepare();
            Files.deleteIfExists(configuration());
            Files.createFile(configuration(), DataDirectory.permissions("rw-------"));
            Files.write(configuration(), lines);
        } catch (IOException failure) {
            throw Ownership.unusable(directory, failure);
        }
    }

    /** The port of the server that works here now, whoever started it. */
    Optional<Integer> runningPort() {
        if (RedisProcess.runningOn(this).isEmpty()) {
            return Optional.empty();
        }
        try {
            return Files.readAllLines(configuration()).stream()
                    .filter(line -> line.startsWith(PORT))
                    .map(line -> Integer.valueOf(line.substring(PORT.length())))
                    .findFirst();
        } catch (IOException failure) {
            throw Ownership.unusable(directory, failure);
        }
    }
}

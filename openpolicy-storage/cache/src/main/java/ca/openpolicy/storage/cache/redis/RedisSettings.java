// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache.redis;

import ca.openpolicy.core.MisconfiguredException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where Redis is, and how long it is waited for. The text form shows no password.
 *
 * @param nodes host:port, one for a single Redis, one or more where a cluster begins
 * @param cluster whether it is a cluster
 * @param user who connects, if not the default user
 * @param password with what
 * @param tls whether connections are encrypted
 * @param prefix what all keys begin with: caches with the same one and the same names share their values
 * @param commandTimeout how long an answer may take
 * @param connectTimeout how long the making of a connection may take
 * @param maxConnections how many connections to each node at most, beside the one that listens
 * @param beat how often it is made sure that changes are heard of; the bound of staleness must be more than three times
 *     as long
 */
public record RedisSettings(
        List<String> nodes,
        boolean cluster,
        Optional<String> user,
        Optional<String> password,
        boolean tls,
        String prefix,
        Duration commandTimeout,
        Duration connectTimeout,
        int maxConnections,
        Duration beat) {
    private static final Pattern NODE = Pattern.compile("[^\\s:]+:\\d{1,5}");
    private static final Pattern PREFIX = Pattern.compile("[a-z0-9-]{1,32}");

    /** Refuses values that cannot work, all at once. */
    public RedisSettings {
        nodes = List.copyOf(nodes);
        List<String> faults = new ArrayList<>();
        if (nodes.isEmpty() || (!cluster && nodes.size() > 1)) {
            faults.add("nodes: are " + nodes.size() + ", must be one, or more of a cluster");
        }
        nodes.stream()
                .filter(node -> !NODE.matcher(node).matches())
                .forEach(node ->
                        faults.add("nodes: '" + node.substring(node.lastIndexOf('@') + 1) + "' is not host:port"));
        if (!PREFIX.matcher(prefix).matches()) {
            faults.add("prefix: is '" + prefix + "', must be 1 to 32 lower-case letters, digits, dashes");
        }
        positive(faults, "commandTimeout", commandTimeout);
        positive(faults, "connectTimeout", connectTimeout);
        positive(faults, "beat", beat);
        if (maxConnections < 1) {
            faults.add("maxConnections: is " + maxConnections + ", must be at least 1");
        }
        if (!faults.isEmpty()) {
            throw new MisconfiguredException(faults);
        }
    }

    private static void positive(List<String> faults, String name, Duration value) {
        if (value.toMillis() < 1) {
            faults.add(name + ": is " + value + ", must be at least a millisecond");
        }
    }

    /**
     * A single Redis: 50 milliseconds for an answer, a second for a connection, of which there are 16; a beat of 250
     * milliseconds; keys that begin with {@code op}.
     *
     * @param node host:port
     * @return the settings
     */
    public static RedisSettings at(String node) {
        return of(List.of(node), false);
    }

    /**
     * A cluster, with the same limits.
     *
     * @param nodes host:port of some of its nodes
     * @return the settings
     */
    public static RedisSettings cluster(List<String> nodes) {
        return of(nodes, true);
    }

    private static RedisSettings of(List<String> nodes, boolean cluster) {
        return new RedisSettings(
                nodes,
                cluster,
                Optional.empty(),
                Optional.empty(),
                false,
                "op",
                Duration.ofMillis(50),
                Duration.ofSeconds(1),
                16,
                Duration.ofMillis(250));
    }

    /**
     * The same with a password.
     *
     * @param secret the password
     * @return the new settings
     */
    public RedisSettings withPassword(String secret) {
        return new RedisSettings(
                nodes,
                cluster,
                user,
                Optional.of(secret),
                tls,
                prefix,
                commandTimeout,
                connectTimeout,
                maxConnections,
                beat);
    }

    /**
     * The same under another prefix.
     *
     * @param text what all keys begin with
     * @return the new settings
     */
    public RedisSettings withPrefix(String text) {
        return new RedisSettings(
                nodes, cluster, user, password, tls, text, commandTimeout, connectTimeout, maxConnections, beat);
    }

    /**
     * The same with other limits of time.
     *
     * @param command how long an answer may take
     * @param connect how long the making of a connection may take
     * @return the new settings
     */
    public RedisSettings withTimeouts(Duration command, Duration connect) {
        return new RedisSettings(nodes, cluster, user, password, tls, prefix, command, connect, maxConnections, beat);
    }

    @Override
    public String toString() {
        return "Redis at " + String.join(", ", nodes) + " under " + prefix;
    }
}

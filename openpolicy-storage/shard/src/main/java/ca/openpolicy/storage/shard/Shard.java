// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import ca.openpolicy.core.InvalidValueException;
import java.util.List;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * One database of many, and those that follow it.
 *
 * @param name what it is called, in messages and in the database itself: lower-case letters, digits and hyphens,
 *     beginning with a letter, at most 32 characters
 * @param dataSource where its connections come from; it stays the caller's and is never closed here
 * @param replicas where connections to its streaming replicas come from; the caller's too
 */
public record Shard(String name, DataSource dataSource, List<DataSource> replicas) {
    /** The most replicas that a shard can have. */
    public static final int MAX_REPLICAS = 16;

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    /** Copies the list; refuses a name of another form, and more replicas than there may be. */
    public Shard {
        replicas = List.copyOf(replicas);
        if (!NAME.matcher(name).matches()) {
            throw InvalidValueException.of(
                    "shard name", name, "1 to 32 lower-case letters, digits and hyphens, beginning with a letter");
        }
        if (replicas.size() > MAX_REPLICAS) {
            throw InvalidValueException.of(
                    "replicas", Integer.toString(replicas.size()), "at most " + MAX_REPLICAS + " of a shard");
        }
    }

    /**
     * A shard.
     *
     * @param name what it is called
     * @param dataSource where its connections come from
     * @return the shard
     */
    public static Shard at(String name, DataSource dataSource) {
        return new Shard(name, dataSource, List.of());
    }

    /**
     * The same shard with streaming replicas, which reads may use that ask for it.
     *
     * @param sources where connections to them come from, in place of those before
     * @return the shard
     */
    public Shard withReplicas(DataSource... sources) {
        return new Shard(name, dataSource, List.of(sources));
    }

    /**
     * The name alone, since a data source may show more than a log should.
     *
     * @return the name
     */
    @Override
    public String toString() {
        return name;
    }
}

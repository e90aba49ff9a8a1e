// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import ca.openpolicy.core.InvalidValueException;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * One database of many.
 *
 * @param name what it is called, in messages and in the database itself: lower-case letters, digits and hyphens,
 *     beginning with a letter, at most 32 characters
 * @param dataSource where its connections come from; it stays the caller's and is never closed here
 */
public record Shard(String name, DataSource dataSource) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    /** Refuses a name of another form. */
    public Shard {
        if (!NAME.matcher(name).matches()) {
            throw InvalidValueException.of(
                    "shard name", name, "1 to 32 lower-case letters, digits and hyphens, beginning with a letter");
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
        return new Shard(name, dataSource);
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

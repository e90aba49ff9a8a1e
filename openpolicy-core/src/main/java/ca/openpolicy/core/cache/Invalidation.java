// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.cache;

import java.util.Collection;

/** Hears what has changed, so that whatever was made of it is gone. Safe for use by many threads. */
public interface Invalidation {
    /**
     * Some things have changed. When it returns, no value made of them before is given out by this process any more.
     *
     * @param tags the things
     * @param cause what changed them, such as the id of an event: processes that each tell of the same cause tell it
     *     once to others; empty if nobody else tells of it
     */
    void invalidate(Collection<Tag> tags, String cause);
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import java.time.Instant;

/**
 * What the archive knows of a row beside its content.
 *
 * @param version counts the changes from 1; 0 says that it was never stored
 * @param created when it was first stored
 * @param updated when its content last changed
 */
public record Revision(long version, Instant created, Instant updated) {
    /** The revision of what was never stored. */
    public static final Revision NONE = new Revision(0, Instant.EPOCH, Instant.EPOCH);
}

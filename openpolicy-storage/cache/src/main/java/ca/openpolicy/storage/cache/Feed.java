// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache;

/** A source of changes, whose silence is a sign too. Safe for use by many threads. */
public interface Feed {
    /**
     * All changes that were made before some moment have been passed on. To be called often, also when nothing changes:
     * whoever is silent for longer than the bound of staleness is taken for deaf, and only young values are served.
     *
     * @param beforeNanos {@link System#nanoTime} before the source was asked
     */
    void upTo(long beforeNanos);
}

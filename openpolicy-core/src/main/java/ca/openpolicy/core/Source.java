// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import java.util.List;

/** Where words come from: files of a legislature, or a site of the same shape. */
public interface Source {
    /**
     * What it is called in run records.
     *
     * @return a short name
     */
    String name();

    /**
     * Lists its files.
     *
     * @return the files, in a stable order
     * @throws InterruptedException if the thread was interrupted
     * @throws UnavailableException if the source cannot be reached
     */
    List<SourceFile> files() throws InterruptedException;

    /**
     * Whether several of its files may be read at once, by different threads.
     *
     * @return false unless the source says otherwise
     */
    default boolean concurrent() {
        return false;
    }
}

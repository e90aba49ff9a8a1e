// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

/** A cache that is asked for what it has. Each has a loop of its own, so that none pays for the others' classes. */
interface Hits extends AutoCloseable {
    /**
     * Asks for keys, one after the other.
     *
     * @param keys all that are there
     * @param order the next ones, by number
     * @return how many values were found
     */
    int ask(String[] keys, int[] order);

    /** Fills it. */
    void fill(String[] keys);

    @Override
    void close();
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

/** How a word looks in JSON. */
interface Shape<W> {
    /** Writes the word's fields into the object that is open. */
    void write(W word, Pen pen);
}

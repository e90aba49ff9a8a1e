// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import java.util.Optional;

/** How a word looks in JSON, there and back. */
interface WordShape<W> extends Shape<W>, Reading.Part<W> {
    /** Reads the word from an object; nothing if something is wrong. */
    @Override
    Optional<W> read(Reading in);
}

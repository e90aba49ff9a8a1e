// SPDX-License-Identifier: Apache-2.0
/**
 * Words as JSON, NDJSON and CSV, and back. Open {@link ca.openpolicy.core.format.Shapes} first: each word is declared
 * there once, as it stands in the REST interface, so that what one archive exports another one imports;
 * {@link ca.openpolicy.core.format.WordsJson} says how words are written, {@link ca.openpolicy.core.format.WordsReader}
 * reads whole words and {@link ca.openpolicy.core.format.BillBody} what a caller may write of them. Every type here is
 * immutable and safe for use by many threads unless it says otherwise.
 */
@NullMarked
package ca.openpolicy.core.format;

import org.jspecify.annotations.NullMarked;

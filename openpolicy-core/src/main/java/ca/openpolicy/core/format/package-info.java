// SPDX-License-Identifier: Apache-2.0
/**
 * Words as JSON, NDJSON and CSV, and back. Open {@link ca.openpolicy.core.format.WordsJson} first; the shapes are those
 * of the REST interface, so that what one archive exports another one imports. Every type here is immutable and safe
 * for use by many threads unless it says otherwise.
 */
@NullMarked
package ca.openpolicy.core.format;

import org.jspecify.annotations.NullMarked;

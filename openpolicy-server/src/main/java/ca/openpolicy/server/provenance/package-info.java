// SPDX-License-Identifier: Apache-2.0
/** What an answer was made of, and what a change is a change of, in the same tags. */
@NullMarked
package ca.openpolicy.server.provenance;

import org.jspecify.annotations.NullMarked;

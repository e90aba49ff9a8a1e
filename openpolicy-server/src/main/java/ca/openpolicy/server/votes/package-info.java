// SPDX-License-Identifier: Apache-2.0
/** The recorded divisions on the wire, with how each party voted. */
@NullMarked
package ca.openpolicy.server.votes;

import org.jspecify.annotations.NullMarked;

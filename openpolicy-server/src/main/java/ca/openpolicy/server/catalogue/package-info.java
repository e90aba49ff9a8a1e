// SPDX-License-Identifier: Apache-2.0
/** The small words on the wire: legislatures, sessions, parties. */
@NullMarked
package ca.openpolicy.server.catalogue;

import org.jspecify.annotations.NullMarked;

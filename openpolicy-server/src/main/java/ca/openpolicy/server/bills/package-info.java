// SPDX-License-Identifier: Apache-2.0
/** The bills on the wire, with their history, statistics and texts. */
@NullMarked
package ca.openpolicy.server.bills;

import org.jspecify.annotations.NullMarked;

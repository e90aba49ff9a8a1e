// SPDX-License-Identifier: Apache-2.0
/** The ballots on the wire, alone and below divisions, bills and members. */
@NullMarked
package ca.openpolicy.server.ballots;

import org.jspecify.annotations.NullMarked;

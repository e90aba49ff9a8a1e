// SPDX-License-Identifier: Apache-2.0
/** The members on the wire. */
@NullMarked
package ca.openpolicy.server.members;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/**
 * The event log in PostgreSQL, over plain JDBC: appended to in the caller's own transaction, read in order without a
 * gap, sent on by a relay that holds a lease, tailed by every node, and remembered by consumers in their inbox.
 */
@NullMarked
package ca.openpolicy.events.log;

import org.jspecify.annotations.NullMarked;

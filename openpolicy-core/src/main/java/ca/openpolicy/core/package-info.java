// SPDX-License-Identifier: Apache-2.0
/**
 * The words of the platform (bills, votes, ballots, members), their identities and the ports that keep them. Open
 * {@link ca.openpolicy.core.Archive} first. Every type here is immutable and safe for use by many threads unless it
 * says otherwise; nothing here is ever null.
 */
@NullMarked
package ca.openpolicy.core;

import org.jspecify.annotations.NullMarked;

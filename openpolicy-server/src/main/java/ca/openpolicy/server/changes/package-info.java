// SPDX-License-Identifier: Apache-2.0
/** What happened, for whoever reads on from where they were. */
@NullMarked
package ca.openpolicy.server.changes;

import org.jspecify.annotations.NullMarked;

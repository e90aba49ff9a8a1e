// SPDX-License-Identifier: Apache-2.0
/** The event log on a real PostgreSQL. */
@NullMarked
package ca.openpolicy.events.log;

import org.jspecify.annotations.NullMarked;

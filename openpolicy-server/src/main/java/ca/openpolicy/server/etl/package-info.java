// SPDX-License-Identifier: Apache-2.0
/** The imports on the wire: runs, what they noticed, how old each source is. */
@NullMarked
package ca.openpolicy.server.etl;

import org.jspecify.annotations.NullMarked;

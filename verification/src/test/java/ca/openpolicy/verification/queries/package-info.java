// SPDX-License-Identifier: Apache-2.0
/** Any list that can be asked for, held against the same question put to all rows in memory. */
@NullMarked
package ca.openpolicy.verification.queries;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** Answers that are kept are those that would be made anew. */
@NullMarked
package ca.openpolicy.verification.cache;

import org.jspecify.annotations.NullMarked;

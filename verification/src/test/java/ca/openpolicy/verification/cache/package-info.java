// SPDX-License-Identifier: Apache-2.0
/** What is kept is what would be made anew: answers of servers, values of processes, whatever fails or dies. */
@NullMarked
package ca.openpolicy.verification.cache;

import org.jspecify.annotations.NullMarked;

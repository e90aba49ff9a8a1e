// SPDX-License-Identifier: Apache-2.0
/** What happens is told, in order, once in effect, whatever dies. */
@NullMarked
package ca.openpolicy.verification.events;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** Events and their envelope. */
@NullMarked
package ca.openpolicy.core.event;

import org.jspecify.annotations.NullMarked;

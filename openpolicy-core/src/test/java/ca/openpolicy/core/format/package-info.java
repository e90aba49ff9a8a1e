// SPDX-License-Identifier: Apache-2.0
/** Holds the shapes of words and their way back against invented examples. */
@NullMarked
package ca.openpolicy.core.format;

import org.jspecify.annotations.NullMarked;

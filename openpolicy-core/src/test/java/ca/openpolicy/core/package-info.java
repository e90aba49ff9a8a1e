// SPDX-License-Identifier: Apache-2.0
/** Holds the words and the pure rules of core. */
@NullMarked
package ca.openpolicy.core;

import org.jspecify.annotations.NullMarked;

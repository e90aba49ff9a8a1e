// SPDX-License-Identifier: Apache-2.0
/** Tests of the intake; what has Contract in its name runs on every archive. */
@NullMarked
package ca.openpolicy.core.intake;

import org.jspecify.annotations.NullMarked;

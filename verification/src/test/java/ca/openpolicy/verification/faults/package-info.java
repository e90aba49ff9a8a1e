// SPDX-License-Identifier: Apache-2.0
/** What goes wrong between a program and its engine, made at will. */
@NullMarked
package ca.openpolicy.verification.faults;

import org.jspecify.annotations.NullMarked;

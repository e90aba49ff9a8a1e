// SPDX-License-Identifier: Apache-2.0
/** Measurements: A and B in turn in one run, medians and the ratio with its interval. */
@NullMarked
package ca.openpolicy.benchmarks;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** Tests of the engines, with the engines. */
@NullMarked
package ca.openpolicy.embedded;

import org.jspecify.annotations.NullMarked;

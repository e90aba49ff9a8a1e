// SPDX-License-Identifier: Apache-2.0
/** Tests of the HTTP frame. */
@NullMarked
package ca.openpolicy.server.frame;

import org.jspecify.annotations.NullMarked;

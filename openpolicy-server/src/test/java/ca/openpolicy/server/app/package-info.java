// SPDX-License-Identifier: Apache-2.0
/** Tests of the program, on a real PostgreSQL. */
@NullMarked
package ca.openpolicy.server.app;

import org.jspecify.annotations.NullMarked;

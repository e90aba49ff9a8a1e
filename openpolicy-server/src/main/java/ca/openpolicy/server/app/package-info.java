// SPDX-License-Identifier: Apache-2.0
/** The program: command line, settings, wiring. The only place that knows every module. */
@NullMarked
package ca.openpolicy.server.app;

import org.jspecify.annotations.NullMarked;

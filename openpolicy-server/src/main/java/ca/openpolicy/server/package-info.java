// SPDX-License-Identifier: Apache-2.0
/**
 * Resources: from the declaration of one follow its addresses, the parameters of its lists, their checks and the shape
 * of the answers; beside them the settings and the problems. Open {@link ca.openpolicy.server.Resource} first.
 */
@NullMarked
package ca.openpolicy.server;

import org.jspecify.annotations.NullMarked;

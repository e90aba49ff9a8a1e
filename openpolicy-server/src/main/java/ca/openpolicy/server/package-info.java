// SPDX-License-Identifier: Apache-2.0
/**
 * The HTTP frame of the reference server: from the declaration of a resource follow its addresses, the parameters of
 * its lists, their checks and the shape of the answers. Open {@link ca.openpolicy.server.Resource} first.
 */
@NullMarked
package ca.openpolicy.server;

import org.jspecify.annotations.NullMarked;

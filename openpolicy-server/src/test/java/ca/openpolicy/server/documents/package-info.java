// SPDX-License-Identifier: Apache-2.0
/** Tests of the documents. */
@NullMarked
package ca.openpolicy.server.documents;

import org.jspecify.annotations.NullMarked;

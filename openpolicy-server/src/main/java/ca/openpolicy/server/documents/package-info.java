// SPDX-License-Identifier: Apache-2.0
/**
 * What the interface says of itself: its description as OpenAPI, pages for people, what each problem means. All of it
 * follows from the declarations of the resources. Open {@link ca.openpolicy.server.documents.Documents} first.
 */
@NullMarked
package ca.openpolicy.server.documents;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/**
 * The Parliament of Canada's own files and sites become words: LEGISinfo and ourcommons exports are recognised by their
 * content, checked and read as streams. Open {@link ca.openpolicy.canada.CanadaFiles} for a folder and
 * {@link ca.openpolicy.canada.CanadaSite} for the live sites.
 */
@NullMarked
package ca.openpolicy.canada;

import org.jspecify.annotations.NullMarked;

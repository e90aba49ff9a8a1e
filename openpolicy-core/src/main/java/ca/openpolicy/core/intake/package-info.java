// SPDX-License-Identifier: Apache-2.0
/**
 * Takes what a {@link ca.openpolicy.core.Source} says into an {@link ca.openpolicy.core.Archive}: joins the claims of
 * all files into words, derives what no source states (who was absent, party lines, dissent) and loads what changed.
 * Open {@link ca.openpolicy.core.intake.Intake} first.
 */
@NullMarked
package ca.openpolicy.core.intake;

import org.jspecify.annotations.NullMarked;

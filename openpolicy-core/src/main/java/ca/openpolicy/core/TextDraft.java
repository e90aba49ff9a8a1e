// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A text as a caller writes it.
 *
 * @param en the English text; null or blank where there is none
 * @param fr the French text; null or blank where there is none
 */
public record TextDraft(
        @Nullable @Size(max = TextDraft.MAX_LENGTH) @Pattern(regexp = DraftRules.STORABLE)
        String en,

        @Nullable @Size(max = TextDraft.MAX_LENGTH) @Pattern(regexp = DraftRules.STORABLE)
        String fr) {
    /** The longest text, in characters. */
    public static final int MAX_LENGTH = 5000;

    Text text() {
        return DraftRules.text(en, fr);
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A sponsor as a caller writes it.
 *
 * @param key the member's key, such as {@code ca/89156}; null where it is not known
 * @param name the name, not blank
 */
@SuppressWarnings("MultipleNullnessAnnotations") // a raw value may be null, a valid one may not
public record SponsorDraft(
        @Nullable @Pattern(regexp = DraftRules.MEMBER) String key,

        @Nullable
        @NotNull
        @Size(max = SponsorDraft.MAX_LENGTH)
        @Pattern(regexp = DraftRules.STORABLE)
        @Pattern(regexp = DraftRules.NOT_BLANK)
        String name) {
    /** The longest name, in characters. */
    public static final int MAX_LENGTH = 500;

    Sponsor sponsor() {
        return new Sponsor(DraftRules.given(name), Optional.ofNullable(key).map(MemberKey::parse));
    }
}

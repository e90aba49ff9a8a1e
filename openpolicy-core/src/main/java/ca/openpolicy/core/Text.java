// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import java.util.Optional;

/**
 * A text in the languages of a bilingual legislature.
 *
 * @param en the English text, never blank
 * @param fr the French text, never blank
 */
public record Text(Optional<String> en, Optional<String> fr) {
    /** A text that no source gives in any language. */
    public static final Text NONE = new Text(Optional.empty(), Optional.empty());

    /** Takes a blank text for an absent one and strips the rest. */
    public Text {
        en = en.map(String::strip).filter(text -> !text.isEmpty());
        fr = fr.map(String::strip).filter(text -> !text.isEmpty());
    }

    /**
     * A text in both languages.
     *
     * @param en the English text; blank counts as absent
     * @param fr the French text; blank counts as absent
     * @return the text
     */
    public static Text of(String en, String fr) {
        return new Text(Optional.of(en), Optional.of(fr));
    }

    /**
     * A text that is known in English only.
     *
     * @param en the English text; blank counts as absent
     * @return the text
     */
    public static Text english(String en) {
        return new Text(Optional.of(en), Optional.empty());
    }

    /**
     * A text that is known in French only.
     *
     * @param fr the French text; blank counts as absent
     * @return the text
     */
    public static Text french(String fr) {
        return new Text(Optional.empty(), Optional.of(fr));
    }

    /**
     * This text, with the other's languages where this one has none.
     *
     * @param other what fills the gaps
     * @return the text
     */
    public Text or(Text other) {
        return new Text(en.or(() -> other.en), fr.or(() -> other.fr));
    }

    /**
     * Whether it is known in no language.
     *
     * @return whether both are absent
     */
    public boolean isAbsent() {
        return en.isEmpty() && fr.isEmpty();
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.Coded;
import ca.openpolicy.core.Text;
import java.util.Optional;

/** A language in which a text can be asked for. */
public enum Language implements Coded {
    /** English. */
    EN,
    /** French. */
    FR;

    /**
     * A text in this language only, taken from the other language where this one has none.
     *
     * @param text the whole text
     * @return a text of which only this language is filled
     */
    public Text only(Text text) {
        return switch (this) {
            case EN -> new Text(text.en().or(text::fr), Optional.empty());
            case FR -> new Text(Optional.empty(), text.fr().or(text::en));
        };
    }
}

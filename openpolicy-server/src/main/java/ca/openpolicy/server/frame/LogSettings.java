// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import ca.openpolicy.server.Setting;
import ca.openpolicy.server.Settings;
import java.util.List;

/**
 * What is written of each request.
 *
 * @param access whether a line is written
 * @param maxFieldCharacters where the fields of a line are cut off
 */
public record LogSettings(boolean access, int maxFieldCharacters) {
    private static final Setting<Boolean> ACCESS =
            Setting.flag("log.access", true, "Whether one line of JSON is written for each request.");

    /** Where fields are cut off. */
    public static final Setting<Long> MAX_FIELD_CHARACTERS = Setting.number(
            "log.max-field-characters", 2_048, 16, 1_048_576, "Where a longer field of a line of the log is cut off.");

    /** Their declarations. */
    public static final List<Setting<?>> SETTINGS = List.of(ACCESS, MAX_FIELD_CHARACTERS);

    /**
     * Takes them from all settings.
     *
     * @param settings all settings
     * @return these
     */
    public static LogSettings of(Settings settings) {
        return new LogSettings(settings.get(ACCESS), settings.number(MAX_FIELD_CHARACTERS));
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import ca.openpolicy.core.InvalidValueException;
import ca.openpolicy.server.Setting;
import ca.openpolicy.server.Settings;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which pages of other sites may ask from a browser.
 *
 * @param origins whose pages may read; {@code *} for all
 * @param writeOrigins whose pages may also write, with the token of an operator
 * @param maxAge how long a browser may remember that
 */
public record CorsSettings(List<String> origins, List<String> writeOrigins, Duration maxAge) {
    private static final String ALLOWED = "origins such as https://example.org, joined by commas; * for all";
    private static final Pattern ORIGIN = Pattern.compile("https?://[A-Za-z0-9.\\-\\[\\]:]{1,255}");

    private static final Setting<List<String>> ORIGINS = new Setting<>(
            "cors.origins",
            "*",
            ALLOWED,
            "Whose pages may read from a browser.",
            text -> origins("cors.origins", ALLOWED, true, text));
    private static final Setting<List<String>> WRITE_ORIGINS = new Setting<>(
            "cors.write-origins",
            "",
            "origins such as https://example.org, joined by commas",
            "Whose pages may also write, with the token of an operator.",
            text -> origins("cors.write-origins", "origins such as https://example.org", false, text));
    private static final Setting<Duration> MAX_AGE = Setting.duration(
            "cors.max-age", "1h", Duration.ZERO, Duration.ofDays(1), "How long a browser may remember the answer.");

    /** Their declarations. */
    public static final List<Setting<?>> SETTINGS = List.of(ORIGINS, WRITE_ORIGINS, MAX_AGE);

    /** Copies the lists. */
    public CorsSettings {
        origins = List.copyOf(origins);
        writeOrigins = List.copyOf(writeOrigins);
    }

    /**
     * Takes them from all settings.
     *
     * @param settings all settings
     * @return these
     */
    public static CorsSettings of(Settings settings) {
        return new CorsSettings(settings.get(ORIGINS), settings.get(WRITE_ORIGINS), settings.get(MAX_AGE));
    }

    private static List<String> origins(String name, String allowed, boolean all, String text) {
        List<String> found = Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .toList();
        if (found.stream()
                .anyMatch(each ->
                        !(all && each.equals("*")) && !ORIGIN.matcher(each).matches())) {
            throw InvalidValueException.of(name, text, allowed);
        }
        return found;
    }
}

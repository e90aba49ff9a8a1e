// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import ca.openpolicy.server.Setting;
import ca.openpolicy.server.Settings;
import java.util.List;
import java.util.stream.Stream;

/**
 * All that can be set of the frame.
 *
 * @param http where it listens, and its bounds
 * @param cors whose pages may ask
 * @param quota how often callers may ask
 * @param log what is written of each request
 */
public record FrameSettings(HttpSettings http, CorsSettings cors, QuotaSettings quota, LogSettings log) {
    /** Their declarations. */
    public static final List<Setting<?>> SETTINGS = Stream.of(
                    HttpSettings.SETTINGS, CorsSettings.SETTINGS, QuotaSettings.SETTINGS, LogSettings.SETTINGS)
            .flatMap(List::stream)
            .toList();

    /**
     * Takes them from all settings.
     *
     * @param settings all settings
     * @return these
     */
    public static FrameSettings of(Settings settings) {
        return new FrameSettings(
                HttpSettings.of(settings),
                CorsSettings.of(settings),
                QuotaSettings.of(settings),
                LogSettings.of(settings));
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server;

import ca.openpolicy.core.PageRequest;
import java.time.Duration;
import java.util.List;

/**
 * How the interface answers.
 *
 * @param usualLimit how many things a page holds where the request does not say
 * @param catalogueAge how long the names of parties and legislatures are believed before they are read anew
 * @param readyAge how long an answer about readiness is believed before the engines are asked again
 */
public record ApiSettings(int usualLimit, Duration catalogueAge, Duration readyAge) {
    private static final Setting<Long> USUAL_LIMIT = Setting.number(
            "api.usual-limit", 20, 1, PageRequest.MAX_LIMIT, "How many things a page holds without `limit`.");
    private static final Setting<Duration> CATALOGUE_AGE = Setting.duration(
            "api.catalogue-age",
            "5s",
            Duration.ZERO,
            Duration.ofHours(1),
            "How long names of parties and legislatures are believed before they are read anew.");
    private static final Setting<Duration> READY_AGE = Setting.duration(
            "api.ready-age",
            "500ms",
            Duration.ZERO,
            Duration.ofMinutes(1),
            "How long an answer of `/ready` is believed before the engines are asked again.");

    /** Their declarations. */
    public static final List<Setting<?>> SETTINGS = List.of(USUAL_LIMIT, CATALOGUE_AGE, READY_AGE);

    /**
     * Takes them from all settings.
     *
     * @param settings all settings
     * @return these
     */
    public static ApiSettings of(Settings settings) {
        return new ApiSettings(settings.number(USUAL_LIMIT), settings.get(CATALOGUE_AGE), settings.get(READY_AGE));
    }
}

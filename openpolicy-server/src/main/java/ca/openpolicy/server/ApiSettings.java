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
 * @param cacheAge how long caches may keep what everybody may read
 * @param cacheStale how long after that they may still serve it while they ask again
 * @param gzipFromBytes how large an answer must be to be compressed
 * @param maxIncluded how many rows the parts of one answer may hold that were asked for by {@code include}
 */
public record ApiSettings(
        int usualLimit,
        Duration catalogueAge,
        Duration readyAge,
        Duration cacheAge,
        Duration cacheStale,
        int gzipFromBytes,
        int maxIncluded) {
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

    private static final Setting<Duration> CACHE_AGE = Setting.duration(
            "api.cache-age",
            "60s",
            Duration.ZERO,
            Duration.ofDays(365),
            "`max-age` of `Cache-Control` on public reads: how long caches may keep them.");
    private static final Setting<Duration> CACHE_STALE = Setting.duration(
            "api.cache-stale",
            "5m",
            Duration.ZERO,
            Duration.ofDays(365),
            "`stale-while-revalidate` of `Cache-Control`: how long caches may serve what is older while they ask.");
    private static final Setting<Long> GZIP_FROM_BYTES = Setting.number(
            "api.gzip-from-bytes", 1_024, 0, 1_073_741_824, "From which size on answers are compressed if wanted.");
    private static final Setting<Long> MAX_INCLUDED =
            Setting.number("api.max-included", 10_000, 1, 1_000_000, "How many rows `include` may add to one answer.");

    /** Their declarations. */
    public static final List<Setting<?>> SETTINGS =
            List.of(USUAL_LIMIT, CATALOGUE_AGE, READY_AGE, CACHE_AGE, CACHE_STALE, GZIP_FROM_BYTES, MAX_INCLUDED);

    /**
     * Those that hold unless set otherwise.
     *
     * @return the defaults
     */
    public static ApiSettings defaults() {
        return of(Settings.read(SETTINGS, List.of()));
    }

    /**
     * Takes them from all settings.
     *
     * @param settings all settings
     * @return these
     */
    public static ApiSettings of(Settings settings) {
        return new ApiSettings(
                settings.number(USUAL_LIMIT),
                settings.get(CATALOGUE_AGE),
                settings.get(READY_AGE),
                settings.get(CACHE_AGE),
                settings.get(CACHE_STALE),
                settings.number(GZIP_FROM_BYTES),
                settings.number(MAX_INCLUDED));
    }
}

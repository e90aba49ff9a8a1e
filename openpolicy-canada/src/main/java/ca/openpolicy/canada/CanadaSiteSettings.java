// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

import ca.openpolicy.core.MisconfiguredException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How the live sites are visited.
 *
 * @param legisInfo where LEGISinfo is, without a path
 * @param ourCommons where the House of Commons' site is, without a path
 * @param sessions the sessions to fetch, such as {@code 44-1}
 * @param allowedHosts the only hosts that are ever asked, redirects included
 * @param cache a folder of our own for the documents that were fetched, so that unchanged ones are not fetched again
 * @param userAgent how we introduce ourselves
 * @param delay the least time between two requests
 * @param timeout the most time that one request may take, its body included
 * @param maxRedirects how many redirects in a row are followed
 * @param retries how often a request that failed for a passing reason is repeated
 * @param backoff the time before the first repetition; it doubles each time
 * @param maxWait the most time that a repetition waits, also where the site asks for more
 * @param maxTotalBytes the most that one import may fetch
 * @param maxCacheBytes the most that the folder keeps; the oldest go first
 */
public record CanadaSiteSettings(
        URI legisInfo,
        URI ourCommons,
        List<String> sessions,
        Set<String> allowedHosts,
        Path cache,
        String userAgent,
        Duration delay,
        Duration timeout,
        int maxRedirects,
        int retries,
        Duration backoff,
        Duration maxWait,
        long maxTotalBytes,
        long maxCacheBytes) {
    private static final Pattern SESSION = Pattern.compile("[1-9]\\d{0,3}-[1-9]\\d{0,2}");
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final long GIB = 1024L * 1024 * 1024;

    /** Copies the lists and refuses what cannot work, all at once. */
    public CanadaSiteSettings {
        sessions = List.copyOf(sessions);
        allowedHosts = Set.copyOf(allowedHosts);
        List<String> faults = new ArrayList<>();
        checkAddress(faults, "legis-info", legisInfo);
        checkAddress(faults, "our-commons", ourCommons);
        for (String session : sessions) {
            check(faults, SESSION.matcher(session).matches(), "sessions has " + session + ", must be such as 44-1");
        }
        check(faults, !userAgent.isBlank(), "user-agent is blank, must say who asks");
        checkTime(faults, "delay", delay, Duration.ZERO);
        checkTime(faults, "timeout", timeout, Duration.ofMillis(1));
        checkTime(faults, "backoff", backoff, Duration.ofMillis(1));
        checkTime(faults, "max-wait", maxWait, Duration.ofMillis(1));
        checkNumber(faults, "max-redirects", maxRedirects, 0, 20);
        checkNumber(faults, "retries", retries, 0, 20);
        checkNumber(faults, "max-total-bytes", maxTotalBytes, 1, 1024 * GIB);
        checkNumber(faults, "max-cache-bytes", maxCacheBytes, 1, 1024 * GIB);
        if (!faults.isEmpty()) {
            throw new MisconfiguredException(faults);
        }
    }

    /**
     * Settings for the true sites: half a second between requests, five repetitions, 4 GiB an import.
     *
     * @param cache a folder of our own for what was fetched
     * @param sessions the sessions to fetch, such as {@code 44-1}
     * @return the settings
     */
    public static CanadaSiteSettings defaults(Path cache, List<String> sessions) {
        return new CanadaSiteSettings(
                URI.create("https://www.parl.ca"),
                URI.create("https://www.ourcommons.ca"),
                sessions,
                Set.of("www.parl.ca", "parl.ca", "www.ourcommons.ca", "ourcommons.ca"),
                cache,
                "OpenPolicy/" + version() + " (+https://openpolicy.ca)",
                Duration.ofMillis(500),
                Duration.ofSeconds(60),
                5,
                5,
                Duration.ofSeconds(1),
                Duration.ofMinutes(2),
                4 * GIB,
                2 * GIB);
    }

    /**
     * The same with other sites, which become the only allowed hosts.
     *
     * @param newLegisInfo where LEGISinfo is
     * @param newOurCommons where the House of Commons' site is
     * @return the settings
     */
    public CanadaSiteSettings at(URI newLegisInfo, URI newOurCommons) {
        return new CanadaSiteSettings(
                newLegisInfo,
                newOurCommons,
                sessions,
                Set.copyOf(List.of(newLegisInfo.getHost(), newOurCommons.getHost())),
                cache,
                userAgent,
                delay,
                timeout,
                maxRedirects,
                retries,
                backoff,
                maxWait,
                maxTotalBytes,
                maxCacheBytes);
    }

    /**
     * The same for other sessions.
     *
     * @param others the sessions to fetch
     * @return the settings
     */
    public CanadaSiteSettings withSessions(List<String> others) {
        return new CanadaSiteSettings(
                legisInfo,
                ourCommons,
                others,
                allowedHosts,
                cache,
                userAgent,
                delay,
                timeout,
                maxRedirects,
                retries,
                backoff,
                maxWait,
                maxTotalBytes,
                maxCacheBytes);
    }

    /**
     * The same with another pace.
     *
     * @param newDelay the least time between two requests
     * @param newTimeout the most time that one request may take
     * @param newRetries how often a request is repeated
     * @return the settings
     */
    public CanadaSiteSettings withPace(Duration newDelay, Duration newTimeout, int newRetries) {
        return new CanadaSiteSettings(
                legisInfo,
                ourCommons,
                sessions,
                allowedHosts,
                cache,
                userAgent,
                newDelay,
                newTimeout,
                maxRedirects,
                newRetries,
                backoff,
                maxWait,
                maxTotalBytes,
                maxCacheBytes);
    }

    private static String version() {
        try (InputStream in = CanadaSiteSettings.class.getResourceAsStream("version.properties")) {
            Properties properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return properties.getProperty("version", "unknown");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void checkAddress(List<String> faults, String name, URI address) {
        String scheme = String.valueOf(address.getScheme());
        check(
                faults,
                (scheme.equals("https") || scheme.equals("http")) && address.getHost() != null,
                name + " is " + address + ", must be such as https://www.parl.ca");
    }

    private static void checkTime(List<String> faults, String name, Duration value, Duration least) {
        check(
                faults,
                value.compareTo(least) >= 0 && value.compareTo(LONGEST) <= 0,
                name + " is " + value + ", must be from " + least + " to " + LONGEST);
    }

    private static void checkNumber(List<String> faults, String name, long value, long least, long most) {
        check(
                faults,
                value >= least && value <= most,
                name + " is " + value + ", must be a number from " + least + " to " + most);
    }

    private static void check(List<String> faults, boolean right, String fault) {
        if (!right) {
            faults.add(fault);
        }
    }
}

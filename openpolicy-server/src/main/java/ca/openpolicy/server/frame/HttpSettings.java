// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import ca.openpolicy.server.Setting;
import ca.openpolicy.server.Settings;
import java.time.Duration;
import java.util.List;

/**
 * Where the server listens, and its bounds.
 *
 * @param host the address that it binds
 * @param port the port; 0 takes a free one
 * @param maxConnections how many connections at once
 * @param maxConcurrentRequests how many requests at once; further ones are told to come back
 * @param maxPrologueBytes how long the first line of a request may be
 * @param maxHeaderBytes how large the headers of a request may be
 * @param maxBodyBytes how large the body of a request may be
 * @param backlog how many connections may wait to be accepted
 * @param readTimeout how long a connection may stay silent in the middle of a request
 * @param idleTimeout how long a connection may stay silent between requests
 * @param stopGrace how long requests that are being answered may take when the server stops
 */
public record HttpSettings(
        String host,
        int port,
        int maxConnections,
        int maxConcurrentRequests,
        int maxPrologueBytes,
        int maxHeaderBytes,
        long maxBodyBytes,
        int backlog,
        Duration readTimeout,
        Duration idleTimeout,
        Duration stopGrace) {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);

    /** The address. */
    public static final Setting<String> HOST = new Setting<>(
            "server.host",
            "127.0.0.1",
            "a host name or address",
            "The address to listen at; 0.0.0.0 for all.",
            text -> text);

    /** The port. */
    public static final Setting<Long> PORT =
            Setting.number("server.port", 8080, 0, 65_535, "The port to listen at; 0 takes a free one.");

    private static final Setting<Long> MAX_CONNECTIONS =
            Setting.number("server.max-connections", 1_024, 1, 1_000_000, "How many connections at once.");
    private static final Setting<Long> MAX_CONCURRENT_REQUESTS = Setting.number(
            "server.max-concurrent-requests",
            256,
            1,
            1_000_000,
            "How many requests at once; further ones are answered 503.");
    private static final Setting<Long> MAX_PROLOGUE_BYTES = Setting.number(
            "server.max-prologue-bytes", 8_192, 256, 1_048_576, "How long the first line of a request may be.");
    private static final Setting<Long> MAX_HEADER_BYTES = Setting.number(
            "server.max-header-bytes", 16_384, 256, 1_048_576, "How large the headers of a request may be.");
    private static final Setting<Long> MAX_BODY_BYTES = Setting.number(
            "server.max-body-bytes", 1_048_576, 0, 1_073_741_824, "How large the body of a request may be.");
    private static final Setting<Long> BACKLOG =
            Setting.number("server.backlog", 1_024, 1, 65_535, "How many connections may wait to be accepted.");
    private static final Setting<Duration> READ_TIMEOUT = Setting.duration(
            "server.read-timeout", "30s", SECOND, HOUR, "How long a client may stay silent within a request.");
    private static final Setting<Duration> IDLE_TIMEOUT = Setting.duration(
            "server.idle-timeout", "60s", SECOND, HOUR, "How long a client may stay silent between requests.");
    private static final Setting<Duration> STOP_GRACE = Setting.duration(
            "server.stop-grace",
            "2s",
            Duration.ZERO,
            HOUR,
            "How long requests that are being answered may take when the server stops.");

    /** Their declarations. */
    public static final List<Setting<?>> SETTINGS = List.of(
            HOST,
            PORT,
            MAX_CONNECTIONS,
            MAX_CONCURRENT_REQUESTS,
            MAX_PROLOGUE_BYTES,
            MAX_HEADER_BYTES,
            MAX_BODY_BYTES,
            BACKLOG,
            READ_TIMEOUT,
            IDLE_TIMEOUT,
            STOP_GRACE);

    /**
     * Takes them from all settings.
     *
     * @param settings all settings
     * @return these
     */
    public static HttpSettings of(Settings settings) {
        return new HttpSettings(
                settings.get(HOST),
                settings.number(PORT),
                settings.number(MAX_CONNECTIONS),
                settings.number(MAX_CONCURRENT_REQUESTS),
                settings.number(MAX_PROLOGUE_BYTES),
                settings.number(MAX_HEADER_BYTES),
                settings.get(MAX_BODY_BYTES),
                settings.number(BACKLOG),
                settings.get(READ_TIMEOUT),
                settings.get(IDLE_TIMEOUT),
                settings.get(STOP_GRACE));
    }
}

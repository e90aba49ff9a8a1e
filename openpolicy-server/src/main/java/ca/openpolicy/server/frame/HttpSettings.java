// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import ca.openpolicy.server.Setting;
import ca.openpolicy.server.Settings;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where the server listens, and its bounds.
 *
 * @param host the address that it binds
 * @param port the port; 0 takes a free one
 * @param backlog how many connections may wait to be accepted
 * @param maxConnections how many connections at once
 * @param maxConcurrentRequests how many requests at once; further ones are told to come back
 * @param maxPrologueBytes how long the first line of a request may be
 * @param maxHeaderBytes how large the headers of a request may be
 * @param maxHeaders how many headers a request may have
 * @param maxBodyBytes how large the body of a request may be
 * @param deadlines how long each phase of a connection may take
 * @param stopDelay how long the server goes on after it has said that it is not ready any more
 * @param stopGrace how long requests that are being answered may take when the server stops
 * @param trustedProxies whose word about the client's address counts
 * @param strictTransport how long browsers are to insist on HTTPS
 * @param readOnly whether every write is refused
 */
public record HttpSettings(
        String host,
        int port,
        int backlog,
        int maxConnections,
        int maxConcurrentRequests,
        int maxPrologueBytes,
        int maxHeaderBytes,
        int maxHeaders,
        long maxBodyBytes,
        Deadlines deadlines,
        Duration stopDelay,
        Duration stopGrace,
        List<Network> trustedProxies,
        Optional<Duration> strictTransport,
        boolean readOnly) {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration TENTH = Duration.ofMillis(100);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

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

    /** Whether every write is refused. */
    public static final Setting<Boolean> READ_ONLY = Setting.flag(
            "server.read-only", false, "Whether every method but GET, HEAD and OPTIONS is refused with 403.");

    private static final Setting<Long> BACKLOG =
            Setting.number("server.backlog", 1_024, 1, 65_535, "How many connections may wait to be accepted.");
    private static final Setting<Long> MAX_CONNECTIONS = Setting.number(
            "server.max-connections",
            1_024,
            1,
            1_000_000,
            "How many connections at once. When they become many, the one that has waited longest for a request makes"
                    + " room.");
    private static final Setting<Long> MAX_CONCURRENT_REQUESTS = Setting.number(
            "server.max-concurrent-requests",
            256,
            1,
            1_000_000,
            "How many requests at once; further ones are answered 503. `/health`, `/ready` and `/metrics` always have"
                    + " a place.");
    private static final Setting<Long> MAX_PROLOGUE_BYTES = Setting.number(
            "server.max-prologue-bytes", 8_192, 256, 1_048_576, "How long the first line of a request may be.");
    private static final Setting<Long> MAX_HEADER_BYTES = Setting.number(
            "server.max-header-bytes", 16_384, 256, 1_048_576, "How large the headers of a request may be.");
    private static final Setting<Long> MAX_HEADERS =
            Setting.number("server.max-headers", 100, 1, 100_000, "How many headers a request may have.");
    private static final Setting<Long> MAX_BODY_BYTES = Setting.number(
            "server.max-body-bytes", 1_048_576, 0, 1_073_741_824, "How large the body of a request may be.");
    private static final Setting<Duration> HEAD_TIMEOUT = Setting.duration(
            "server.head-timeout",
            "5s",
            TENTH,
            HOUR,
            "How long the first line and the headers of a request may take, however they drip; also how long a new"
                    + " connection may stay silent.");
    private static final Setting<Duration> REQUEST_TIMEOUT = Setting.duration(
            "server.request-timeout",
            "8s",
            TENTH,
            HOUR,
            "How long a request may take from its first byte to the last of its body.");
    private static final Setting<Duration> ANSWER_TIMEOUT = Setting.duration(
            "server.answer-timeout",
            "10s",
            TENTH,
            HOUR,
            "How long the work on a request may take until it begins to answer; then it is interrupted and answered"
                    + " 503.");
    private static final Setting<Duration> WRITE_TIMEOUT = Setting.duration(
            "server.write-timeout",
            "10s",
            TENTH,
            HOUR,
            "How long altogether a client may hold up the sending of one answer by not reading.");
    private static final Setting<Duration> IDLE_TIMEOUT = Setting.duration(
            "server.idle-timeout", "60s", TENTH, HOUR, "How long a client may stay silent between requests.");
    private static final Setting<Duration> LINGER_TIMEOUT = Setting.duration(
            "server.linger-timeout",
            "1s",
            Duration.ZERO,
            HOUR,
            "How long what a client still sends of a refused request is read away, so that it sees the answer.");
    private static final Setting<Duration> STOP_DELAY = Setting.duration(
            "server.stop-delay",
            "1s",
            Duration.ZERO,
            HOUR,
            "How long the server goes on after `/ready` says 503, so that balancers notice before it stops listening.");
    private static final Setting<Duration> STOP_GRACE = Setting.duration(
            "server.stop-grace",
            "5s",
            Duration.ZERO,
            HOUR,
            "How long requests that are being answered may take when the server stops.");
    private static final Setting<List<Network>> TRUSTED_PROXIES = new Setting<>(
            "server.trusted-proxies",
            "",
            "addresses or ranges such as 10.0.0.0/8, joined by commas",
            "Whose `X-Forwarded-For` is believed; without any, the header is ignored.",
            HttpSettings::networks);
    private static final Setting<Optional<Duration>> STRICT_TRANSPORT = Setting.optional(
            "server.strict-transport",
            "a time such as 365d",
            "How long browsers are to insist on HTTPS (Strict-Transport-Security); only behind a proxy that speaks it.",
            text -> Setting.duration("server.strict-transport", "365d", SECOND, DAY.multipliedBy(3_650), "")
                    .reader()
                    .apply(text));

    /** Their declarations. */
    public static final List<Setting<?>> SETTINGS = List.of(
            HOST,
            PORT,
            READ_ONLY,
            BACKLOG,
            MAX_CONNECTIONS,
            MAX_CONCURRENT_REQUESTS,
            MAX_PROLOGUE_BYTES,
            MAX_HEADER_BYTES,
            MAX_HEADERS,
            MAX_BODY_BYTES,
            HEAD_TIMEOUT,
            REQUEST_TIMEOUT,
            ANSWER_TIMEOUT,
            WRITE_TIMEOUT,
            IDLE_TIMEOUT,
            LINGER_TIMEOUT,
            STOP_DELAY,
            STOP_GRACE,
            TRUSTED_PROXIES,
            STRICT_TRANSPORT);

    /** Copies the list. */
    public HttpSettings {
        trustedProxies = List.copyOf(trustedProxies);
    }

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
                settings.number(BACKLOG),
                settings.number(MAX_CONNECTIONS),
                settings.number(MAX_CONCURRENT_REQUESTS),
                settings.number(MAX_PROLOGUE_BYTES),
                settings.number(MAX_HEADER_BYTES),
                settings.number(MAX_HEADERS),
                settings.get(MAX_BODY_BYTES),
                deadlines(settings),
                settings.get(STOP_DELAY),
                settings.get(STOP_GRACE),
                settings.get(TRUSTED_PROXIES),
                settings.get(STRICT_TRANSPORT),
                settings.get(READ_ONLY));
    }

    private static Deadlines deadlines(Settings settings) {
        return new Deadlines(
                settings.get(HEAD_TIMEOUT),
                settings.get(REQUEST_TIMEOUT),
                settings.get(ANSWER_TIMEOUT),
                settings.get(WRITE_TIMEOUT),
                settings.get(IDLE_TIMEOUT),
                settings.get(LINGER_TIMEOUT));
    }

    private static List<Network> networks(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .map(each -> Network.parse("server.trusted-proxies", each))
                .toList();
    }
}

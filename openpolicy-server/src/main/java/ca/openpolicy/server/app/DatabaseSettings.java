// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import ca.openpolicy.core.InvalidValueException;
import ca.openpolicy.server.Setting;
import ca.openpolicy.server.Settings;
import ca.openpolicy.storage.postgres.ArchiveSettings;
import ca.openpolicy.storage.postgres.OperationSettings;
import ca.openpolicy.storage.shard.BreakerSettings;
import ca.openpolicy.storage.shard.PoolSettings;
import ca.openpolicy.storage.shard.ShardSettings;
import ca.openpolicy.storage.shard.SlotHeat;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How the databases are reached.
 *
 * @param urls the JDBC addresses of the shards; none for the embedded PostgreSQL
 * @param embeddedShards how many shards the embedded PostgreSQL has
 * @param user who connects
 * @param passwordFile holds the password
 * @param password the password where no file holds it
 * @param cursorKeyFile holds what signs cursors
 * @param binariesDir where the programs of the embedded PostgreSQL are unpacked
 * @param startPatience how long a start waits for a database that is not there yet
 * @param pool the bounds of each pool
 * @param archive the bounds of the work on shards
 */
record DatabaseSettings(
        List<String> urls,
        int embeddedShards,
        String user,
        Optional<Path> passwordFile,
        Optional<Secret> password,
        Optional<Path> cursorKeyFile,
        Optional<Path> binariesDir,
        Duration startPatience,
        PoolSettings pool,
        ArchiveSettings archive) {
    private static final Duration SHORT = Duration.ofMillis(250);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private static final Setting<Optional<List<String>>> URLS = Setting.optional(
            "database.urls",
            "JDBC addresses of PostgreSQL databases, joined by commas, without user and password",
            "The shards, in their order, instead of the embedded PostgreSQL. The order never changes.",
            DatabaseSettings::addresses);
    private static final Setting<Long> EMBEDDED_SHARDS = Setting.number(
            "database.embedded-shards",
            2,
            1,
            64,
            "How many shards the embedded PostgreSQL has; those that are new own nothing before `shards move`.");
    private static final Setting<String> USER =
            new Setting<>("database.user", "openpolicy", "a name", "Who connects to `database.urls`.", text -> text);
    private static final Setting<Optional<Path>> PASSWORD_FILE = Setting.optional(
            "database.password-file",
            "a file",
            "Holds the password for `database.urls`; read for each new connection.",
            text -> AppSettings.path("database.password-file", text));
    private static final Setting<Optional<Secret>> PASSWORD = Setting.optional(
            "database.password",
            "a text",
            "The password for `database.urls` where no file can hold it; best given by the environment.",
            Secret::new);
    private static final Setting<Optional<Path>> CURSOR_KEY_FILE = Setting.optional(
            "database.cursor-key-file",
            "a file that only its owner may read",
            "Signs cursors; made if it does not exist. The same for all servers of the same shards, or one takes no cursor"
                    + " of another. Within `data.dir` unless given; with `database.urls` and without this setting cursors"
                    + " end with the process.",
            text -> AppSettings.path("database.cursor-key-file", text));
    private static final Setting<Optional<Path>> BINARIES_DIR = Setting.optional(
            "database.binaries-dir",
            "a directory",
            "Where the programs of the embedded PostgreSQL are unpacked; within `data.dir` unless given.",
            text -> AppSettings.path("database.binaries-dir", text));
    private static final Setting<Long> POOL_SIZE =
            Setting.number("database.pool-size", 16, 2, 1_000, "How many connections to each shard at most.");
    private static final Setting<Duration> ACQUIRE_TIMEOUT = Setting.duration(
            "database.acquire-timeout", "1s", SHORT, HOUR, "How long a request waits for a connection.");
    private static final Setting<Duration> CONNECT_TIMEOUT = Setting.duration(
            "database.connect-timeout", "2s", SECOND, HOUR, "How long the making of a connection may take.");
    private static final Setting<Duration> START_PATIENCE = Setting.duration(
            "database.start-patience",
            "15s",
            Duration.ZERO,
            HOUR,
            "How long a start tries to reach a database that does not answer, or that is starting itself.");
    private static final Setting<Duration> SOCKET_TIMEOUT = Setting.duration(
            "database.socket-timeout",
            "30s",
            SECOND,
            HOUR,
            "How long a database may stay silent where the work sets no deadline of its own.");
    private static final Setting<Duration> DEADLINE = Setting.duration(
            "database.deadline", "2s", Duration.ofMillis(10), HOUR, "How long the reading of one answer may take.");
    private static final Setting<Duration> BULK_DEADLINE = Setting.duration(
            "database.bulk-deadline",
            "10m",
            SECOND,
            Duration.ofHours(24),
            "How long one statement of an import may take.");
    private static final Setting<Long> MAX_CONCURRENT_SCATTER = Setting.number(
            "database.max-concurrent-scatter",
            64,
            1,
            10_000,
            "How many reads over all shards go on at once; further ones wait within their deadline.");
    private static final Setting<Long> BREAKER_FAILURES = Setting.number(
            "database.breaker-failures",
            5,
            1,
            1_000,
            "After how many silences in a row a shard is left alone, so that work on it fails at once.");
    private static final Setting<Duration> BREAKER_OPEN = Setting.duration(
            "database.breaker-open",
            "1s",
            Duration.ofMillis(10),
            HOUR,
            "How long it is left alone before it is tried.");
    private static final Setting<Duration> RETRY_AFTER = Setting.duration(
            "database.retry-after", "1s", SECOND, HOUR, "When a client may come back that met an unavailable shard.");
    private static final Setting<Long> CHUNK_ROWS = Setting.number(
            "database.chunk-rows", 20_000, 1, 1_000_000, "How many rows one transaction of an import holds, about.");
    private static final Setting<Duration> IMPORT_LEASE = Setting.duration(
            "database.import-lease",
            "30s",
            SECOND,
            HOUR,
            "How long an import of another process may be silent before it is taken for dead.");
    private static final Setting<Duration> OPERATION_LEASE = Setting.duration(
            "database.operation-lease",
            "30s",
            SECOND,
            HOUR,
            "After which silence a write with an `Idempotency-Key` may be tried again; longer than a request may take.");
    private static final Setting<Duration> OPERATION_RETENTION = Setting.duration(
            "database.operation-retention",
            "24h",
            SECOND,
            Duration.ofDays(366),
            "How long an `Idempotency-Key` stands for its request.");

    private static final Setting<Long> OPERATION_SWEEP_ROWS = Setting.number(
            "database.operation-sweep-rows",
            100,
            1,
            100_000,
            "How many expired claims of an `Idempotency-Key` are forgotten at once.");

    static final List<Setting<?>> SETTINGS = List.of(
            URLS,
            EMBEDDED_SHARDS,
            USER,
            PASSWORD_FILE,
            PASSWORD,
            CURSOR_KEY_FILE,
            BINARIES_DIR,
            POOL_SIZE,
            ACQUIRE_TIMEOUT,
            CONNECT_TIMEOUT,
            START_PATIENCE,
            SOCKET_TIMEOUT,
            DEADLINE,
            BULK_DEADLINE,
            MAX_CONCURRENT_SCATTER,
            BREAKER_FAILURES,
            BREAKER_OPEN,
            RETRY_AFTER,
            CHUNK_ROWS,
            IMPORT_LEASE,
            OPERATION_LEASE,
            OPERATION_RETENTION,
            OPERATION_SWEEP_ROWS);

    static DatabaseSettings of(Settings settings) {
        PoolSettings pool = new PoolSettings(
                settings.number(POOL_SIZE),
                settings.get(ACQUIRE_TIMEOUT),
                settings.get(CONNECT_TIMEOUT),
                settings.get(SOCKET_TIMEOUT),
                "openpolicy-server");
        ShardSettings shards = ShardSettings.defaults()
                .withDeadline(settings.get(DEADLINE))
                .withBulkDeadline(settings.get(BULK_DEADLINE))
                .withMaxConcurrentScatter(settings.number(MAX_CONCURRENT_SCATTER))
                .withBreaker(new BreakerSettings(settings.number(BREAKER_FAILURES), settings.get(BREAKER_OPEN)))
                .withRetryAfter(settings.get(RETRY_AFTER));
        ArchiveSettings archive = new ArchiveSettings(
                shards,
                settings.number(CHUNK_ROWS),
                new OperationSettings(
                        settings.get(OPERATION_LEASE),
                        settings.get(OPERATION_RETENTION),
                        settings.number(OPERATION_SWEEP_ROWS)),
                settings.get(IMPORT_LEASE),
                Optional.empty());
        return new DatabaseSettings(
                settings.get(URLS).orElse(List.of()),
                settings.number(EMBEDDED_SHARDS),
                settings.get(USER),
                settings.get(PASSWORD_FILE),
                settings.get(PASSWORD),
                settings.get(CURSOR_KEY_FILE),
                settings.get(BINARIES_DIR),
                settings.get(START_PATIENCE),
                pool,
                archive);
    }

    /** A secret is read anew where it may have changed, and never shown. */
    record Secret(String text) {
        @Override
        public String toString() {
            return "***";
        }
    }

    DatabaseSettings withPool(PoolSettings newPool) {
        return new DatabaseSettings(
                urls,
                embeddedShards,
                user,
                passwordFile,
                password,
                cursorKeyFile,
                binariesDir,
                startPatience,
                newPool,
                archive);
    }

    /** The same with the work on each slot counted. */
    DatabaseSettings withHeat(SlotHeat heat) {
        return new DatabaseSettings(
                urls,
                embeddedShards,
                user,
                passwordFile,
                password,
                cursorKeyFile,
                binariesDir,
                startPatience,
                pool,
                archive.withShards(archive.shards().withHeat(heat)));
    }

    /** Whether other servers of the same shards take the cursors of this one. */
    boolean sharesCursors() {
        return embedded() || cursorKeyFile.isPresent();
    }

    boolean embedded() {
        return urls.isEmpty();
    }

    private static List<String> addresses(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .map(DatabaseSettings::address)
                .toList();
    }

    /** A password in an address would end up in logs. */
    private static String address(String text) {
        if (!text.startsWith("jdbc:postgresql:")
                || text.toLowerCase(Locale.ROOT).contains("password=")) {
            throw InvalidValueException.of(
                    "database.urls",
                    text.startsWith("jdbc:postgresql:") ? "jdbc:postgresql:... with a password" : text,
                    "addresses such as jdbc:postgresql://host:5432/name without a password");
        }
        return text;
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import ca.openpolicy.core.MisconfiguredException;
import ca.openpolicy.embedded.EmbeddedEngineException;
import ca.openpolicy.embedded.EmbeddedRedis;
import ca.openpolicy.embedded.EmbeddedRedisSettings;
import ca.openpolicy.embedded.RunningRedis;
import ca.openpolicy.server.Setting;
import ca.openpolicy.server.Settings;
import ca.openpolicy.server.app.DatabaseSettings.Secret;
import ca.openpolicy.server.app.EngineSettings.Engine;
import ca.openpolicy.storage.cache.redis.RedisSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The Redis in which servers share what they keep: that of the settings, or the server's own. */
final class RedisLink {
    private static final Setting<Optional<List<String>>> NODES = Setting.optional(
            "redis.nodes",
            "host:port of the Redis, or of some of a cluster, joined by commas",
            "Where servers share the answers that they keep; nowhere unless given.",
            text -> Arrays.stream(text.split(",", -1)).map(String::strip).toList());
    private static final Setting<Boolean> CLUSTER =
            Setting.flag("redis.cluster", false, "Whether it is a cluster rather than a single Redis.");
    private static final Setting<Optional<String>> USER =
            Setting.optional("redis.user", "a name", "Who connects, if not the default user.", text -> text);
    private static final Setting<Optional<Secret>> PASSWORD = Setting.optional(
            "redis.password", "a text", "With what password; best given by the environment.", Secret::new);
    private static final Setting<Boolean> TLS = Setting.flag("redis.tls", false, "Whether connections are encrypted.");
    private static final Setting<String> PREFIX = new Setting<>(
            "redis.prefix",
            "openpolicy",
            "1 to 32 lower-case letters, digits and dashes",
            "What all keys begin with; another for each archive that shares the Redis.",
            text -> text);
    private static final Setting<Duration> TIMEOUT = Setting.duration(
            "redis.timeout",
            "50ms",
            Duration.ofMillis(1),
            Duration.ofMinutes(1),
            "How long it may take to answer; after that a request does without.");
    private static final Setting<Duration> CONNECT_TIMEOUT = Setting.duration(
            "redis.connect-timeout",
            "250ms",
            Duration.ofMillis(1),
            Duration.ofMinutes(1),
            "How long a new connection may take.");
    private static final Setting<Long> CONNECTIONS = Setting.number(
            "redis.connections", 16, 1, 10_000, "How many connections to each node at most, beside one that listens.");
    static final Setting<Duration> BEAT = Setting.duration(
            "redis.beat",
            "250ms",
            Duration.ofMillis(10),
            Duration.ofMinutes(1),
            "How often it is made sure that changes are heard of.");

    static final List<Setting<?>> SETTINGS =
            List.of(NODES, CLUSTER, USER, PASSWORD, TLS, PREFIX, TIMEOUT, CONNECT_TIMEOUT, CONNECTIONS, BEAT);

    private static final String DIRECTORY = "redis";
    private static final int MEBIBYTES = 64;

    private RedisLink() {}

    /** Refuses what cannot work before anything is started. */
    static void check(Settings settings) {
        List<String> faults = new ArrayList<>();
        boolean own = settings.get(EngineSettings.WITH).contains(Engine.REDIS);
        if (own && settings.get(NODES).isPresent()) {
            faults.add(NODES.name() + ": names a Redis, and " + EngineSettings.WITH.name()
                    + " wants another one started; give one of both");
        }
        if ((own || settings.get(NODES).isPresent())
                && !DatabaseSettings.of(settings).sharesCursors()) {
            faults.add(NODES.name() + ": servers that share answers must take each other's cursors; give"
                    + " database.cursor-key-file");
        }
        if (!faults.isEmpty()) {
            throw new MisconfiguredException(faults);
        }
        Optional<RedisSettings> unused = named(settings);
    }

    /** That of the settings, or the server's own, which is started; none if neither is wanted. */
    static Optional<RedisSettings> open(Settings settings, Teardown teardown) {
        if (!settings.get(EngineSettings.WITH).contains(Engine.REDIS)) {
            return named(settings);
        }
        EmbeddedRedisSettings engine = EmbeddedRedisSettings.at(directory(settings))
                .withPort(settings.number(EngineSettings.REDIS_PORT))
                .withMaxMemoryMebibytes(MEBIBYTES)
                .withStopAtExit(false);
        EmbeddedRedis started = teardown.add(Teardown.Layer.ENGINE, start(engine));
        System.out.println("redis at 127.0.0.1:" + started.port());
        return Optional.of(own(settings, started.port(), started.password()));
    }

    /** The same beside a server that runs. */
    static Optional<RedisSettings> beside(Settings settings) {
        return named(settings)
                .or(() -> RunningRedis.on(directory(settings))
                        .map(running -> own(settings, running.port(), running.password())));
    }

    private static EmbeddedRedis start(EmbeddedRedisSettings settings) {
        try {
            return EmbeddedRedis.start(settings);
        } catch (EmbeddedEngineException e) {
            throw new FailedStartException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Path directory(Settings settings) {
        return settings.get(AppSettings.DATA_DIR).resolve(DIRECTORY);
    }

    private static Optional<RedisSettings> named(Settings settings) {
        return settings.get(NODES)
                .map(nodes -> of(
                        settings,
                        nodes,
                        settings.get(CLUSTER),
                        settings.get(USER),
                        settings.get(PASSWORD).map(Secret::text),
                        settings.get(TLS)));
    }

    private static RedisSettings own(Settings settings, int port, String password) {
        return of(settings, List.of("127.0.0.1:" + port), false, Optional.empty(), Optional.of(password), false);
    }

    private static RedisSettings of(
            Settings settings,
            List<String> nodes,
            boolean cluster,
            Optional<String> user,
            Optional<String> password,
            boolean tls) {
        try {
            return new RedisSettings(
                    nodes,
                    cluster,
                    user,
                    password,
                    tls,
                    settings.get(PREFIX),
                    settings.get(TIMEOUT),
                    settings.get(CONNECT_TIMEOUT),
                    settings.number(CONNECTIONS),
                    settings.get(BEAT));
        } catch (MisconfiguredException e) {
            throw new MisconfiguredException(
                    e.faults().stream().map(fault -> "redis." + fault).toList());
        }
    }
}

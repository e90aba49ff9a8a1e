// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import ca.openpolicy.core.InvalidValueException;
import ca.openpolicy.server.Setting;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Which engines the server starts beside PostgreSQL. */
final class EngineSettings {
    /** An engine that a server does without unless told. */
    enum Engine {
        /** To which events are sent. */
        KAFKA,
        /** In which answers are shared. */
        REDIS,
        /** In which large bodies of answers are kept. */
        S3;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static final Setting<Set<Engine>> WITH = new Setting<>(
            "engines.with",
            "",
            "engines joined by commas: " + words(),
            "Which engines `serve` starts beside PostgreSQL, in `data.dir`.",
            EngineSettings::engines);
    static final Setting<Long> KAFKA_PORT = Setting.number(
            "engines.kafka-port", 0, 0, 65_535, "The port of the Kafka that `serve` starts; 0 for a free one.");

    static final Setting<Long> REDIS_PORT = Setting.number(
            "engines.redis-port", 0, 0, 65_535, "The port of the Redis that `serve` starts; 0 for a free one.");
    static final Setting<Long> S3_PORT = Setting.number(
            "engines.s3-port", 0, 0, 65_535, "The port of the S3 that `serve` starts; 0 for a free one.");

    static final List<Setting<?>> SETTINGS = List.of(WITH, KAFKA_PORT, REDIS_PORT, S3_PORT);

    private EngineSettings() {}

    private static Set<Engine> engines(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .map(EngineSettings::engine)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Engine.class)));
    }

    private static Engine engine(String word) {
        return Arrays.stream(Engine.values())
                .filter(each -> each.word().equals(word))
                .findFirst()
                .orElseThrow(() -> InvalidValueException.of("engines.with", word, "engines: " + words()));
    }

    private static String words() {
        return Arrays.stream(Engine.values()).map(Engine::word).collect(Collectors.joining(", "));
    }
}

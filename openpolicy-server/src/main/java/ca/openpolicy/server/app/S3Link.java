// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import ca.openpolicy.core.InvalidValueException;
import ca.openpolicy.core.MisconfiguredException;
import ca.openpolicy.embedded.EmbeddedEngineException;
import ca.openpolicy.embedded.EmbeddedS3;
import ca.openpolicy.embedded.EmbeddedS3Settings;
import ca.openpolicy.server.Setting;
import ca.openpolicy.server.Settings;
import ca.openpolicy.server.app.DatabaseSettings.Secret;
import ca.openpolicy.server.app.EngineSettings.Engine;
import ca.openpolicy.storage.cache.s3.S3Settings;
import ca.openpolicy.storage.cache.s3.S3Settings.AccessKey;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The S3 that holds large bodies of answers: that of the settings, or the server's own. */
final class S3Link {
    private static final Setting<Optional<String>> BUCKET = Setting.optional(
            "s3.bucket",
            "the name of a bucket that is there",
            "Where large bodies of answers are kept, under the hash of their bytes; nowhere unless given. A rule of the"
                    + " bucket takes them away.",
            text -> text);
    private static final Setting<String> REGION =
            new Setting<>("s3.region", "ca-central-1", "a region", "In which region it is.", text -> text);
    private static final Setting<Optional<URI>> ENDPOINT = Setting.optional(
            "s3.endpoint", "a URL", "Where S3 is, if not at Amazon's address of the region.", S3Link::uri);
    private static final Setting<Optional<String>> ACCESS_KEY = Setting.optional(
            "s3.access-key",
            "the id of a key",
            "Who asks, if not who the environment of the process says by Amazon's names.",
            text -> text);
    private static final Setting<Optional<Secret>> SECRET_KEY = Setting.optional(
            "s3.secret-key", "a text", "The secret of that key; best given by the environment.", Secret::new);
    private static final Setting<String> PREFIX = new Setting<>(
            "s3.prefix",
            "openpolicy",
            "1 to 32 lower-case letters, digits and dashes",
            "What the names of all objects begin with.",
            text -> text);
    private static final Setting<Duration> TIMEOUT = Setting.duration(
            "s3.timeout",
            "250ms",
            Duration.ofMillis(1),
            Duration.ofMinutes(1),
            "How long it may take to answer; after that the body is made anew.");
    static final Setting<Long> FROM_BYTES = Setting.number(
            "s3.from-bytes", 64 << 10, 1, 1 << 30, "From which size on a body is kept there rather than in Redis.");

    static final List<Setting<?>> SETTINGS =
            List.of(BUCKET, REGION, ENDPOINT, ACCESS_KEY, SECRET_KEY, PREFIX, TIMEOUT, FROM_BYTES);

    private static final String OWN_BUCKET = "openpolicy";
    private static final int CONNECTIONS = 16;

    private S3Link() {}

    /** Refuses what cannot work before anything is started. */
    static void check(Settings settings) {
        List<String> faults = new ArrayList<>();
        if (settings.get(EngineSettings.WITH).contains(Engine.S3)
                && settings.get(BUCKET).isPresent()) {
            faults.add(BUCKET.name() + ": names a bucket, and " + EngineSettings.WITH.name()
                    + " wants an S3 started; give one of both");
        }
        if (settings.get(ACCESS_KEY).isPresent() != settings.get(SECRET_KEY).isPresent()) {
            faults.add(ACCESS_KEY.name() + ", " + SECRET_KEY.name() + ": go together; give both or neither");
        }
        if (!faults.isEmpty()) {
            throw new MisconfiguredException(faults);
        }
        Optional<S3Settings> unused = named(settings);
    }

    /** That of the settings, or the server's own, which is started; none if neither is wanted. */
    static Optional<S3Settings> open(Settings settings, Teardown teardown) {
        if (!settings.get(EngineSettings.WITH).contains(Engine.S3)) {
            return named(settings);
        }
        Path directory = settings.get(AppSettings.DATA_DIR).resolve("s3");
        EmbeddedS3Settings engine = EmbeddedS3Settings.at(directory)
                .withPort(settings.number(EngineSettings.S3_PORT))
                .withStopAtExit(false);
        EmbeddedS3 started = teardown.add(Teardown.Layer.ENGINE, start(engine));
        started.createBucket(OWN_BUCKET);
        System.out.println("s3 at " + started.endpoint());
        return Optional.of(of(
                settings,
                Optional.of(started.endpoint()),
                started.region(),
                OWN_BUCKET,
                Optional.of(new AccessKey(started.accessKey(), started.secretKey()))));
    }

    /** That of the settings alone. */
    static Optional<S3Settings> named(Settings settings) {
        return settings.get(BUCKET)
                .map(bucket -> of(
                        settings,
                        settings.get(ENDPOINT),
                        settings.get(REGION),
                        bucket,
                        settings.get(ACCESS_KEY)
                                .flatMap(id ->
                                        settings.get(SECRET_KEY).map(secret -> new AccessKey(id, secret.text())))));
    }

    private static EmbeddedS3 start(EmbeddedS3Settings settings) {
        try {
            return EmbeddedS3.start(settings);
        } catch (EmbeddedEngineException e) {
            throw new FailedStartException(String.valueOf(e.getMessage()), e);
        }
    }

    private static S3Settings of(
            Settings settings, Optional<URI> endpoint, String region, String bucket, Optional<AccessKey> key) {
        try {
            return new S3Settings(
                    endpoint, region, bucket, settings.get(PREFIX), key, settings.get(TIMEOUT), CONNECTIONS);
        } catch (MisconfiguredException e) {
            throw new MisconfiguredException(
                    e.faults().stream().map(fault -> "s3." + fault).toList());
        }
    }

    private static URI uri(String text) {
        try {
            URI uri = URI.create(text);
            if (uri.isAbsolute() && uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException notOne) {
            // told below
        }
        throw InvalidValueException.of("s3.endpoint", text, "a URL such as https://s3.example.org");
    }
}

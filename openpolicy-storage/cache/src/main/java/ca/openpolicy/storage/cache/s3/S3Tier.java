// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache.s3;

import ca.openpolicy.core.MisconfiguredException;
import ca.openpolicy.storage.cache.RemoteTier;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * The tier in S3, for values that never change: nothing is heard there of what they are made of. Objects are not
 * removed by themselves; a rule of the bucket does that.
 */
public final class S3Tier implements RemoteTier {
    private final S3Settings settings;
    private final S3Client client;

    private S3Tier(S3Settings settings, S3Client client) {
        this.settings = settings;
        this.client = client;
    }

    /**
     * A tier. Whether S3 is there shows itself later, and does no harm.
     *
     * @param settings where it is
     * @return the tier, to be closed with the tiers that it is given to
     * @throws MisconfiguredException if the SDK is not on the class path
     */
    public static S3Tier at(S3Settings settings) {
        try {
            return new S3Tier(settings, client(settings));
        } catch (NoClassDefFoundError missing) {
            throw new MisconfiguredException(List.of(
                    "the tier in S3 needs software.amazon.awssdk:s3 and software.amazon.awssdk:url-connection-client"
                            + " (2.57.8 or later) on the class path"));
        }
    }

    private static S3Client client(S3Settings settings) {
        S3ClientBuilder builder = S3Client.builder()
                .region(Region.of(settings.region()))
                .forcePathStyle(settings.endpoint().isPresent())
                // values are small: asking first whether one may come costs a turn, and of a body in chunks some
                // servers do not read the last, empty one, and cut off who still writes it
                .serviceConfiguration(
                        service -> service.expectContinueEnabled(false).chunkedEncodingEnabled(false))
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(settings.timeout())
                        .socketTimeout(settings.timeout()))
                .overrideConfiguration(
                        every -> every.apiCallTimeout(settings.timeout()).retryStrategy(AwsRetryStrategy.doNotRetry()));
        settings.endpoint().ifPresent(builder::endpointOverride);
        settings.key()
                .ifPresent(key -> builder.credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(key.id(), key.secret()))));
        return builder.build();
    }

    @Override
    public String name() {
        return "s3";
    }

    @Override
    public Map<String, byte[]> get(Collection<String> keys) {
        if (keys.size() == 1) {
            String key = keys.iterator().next();
            return one(key).map(bytes -> Map.of(key, bytes)).orElse(Map.of());
        }
        Map<String, byte[]> found = new ConcurrentHashMap<>();
        Semaphore places = new Semaphore(settings.maxConnections());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<? extends Future<?>> all = keys.stream()
                    .map(key -> threads.submit(() -> {
                        places.acquireUninterruptibly();
                        try {
                            one(key).ifPresent(bytes -> found.put(key, bytes));
                        } finally {
                            places.release();
                        }
                    }))
                    .toList();
            for (Future<?> each : all) {
                each.get();
            }
        } catch (ExecutionException failed) {
            throw SdkException.create("not all objects could be read", failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw SdkException.create("interrupted", stopped);
        }
        return found;
    }

    private Optional<byte[]> one(String key) {
        try {
            return Optional.of(
                    client.getObjectAsBytes(get -> get.bucket(settings.bucket()).key(object(key)))
                            .asByteArray());
        } catch (NoSuchKeyException none) {
            return Optional.empty();
        }
    }

    @Override
    public void put(String key, byte[] bytes, Duration ttl) {
        var unused =
                client.putObject(put -> put.bucket(settings.bucket()).key(object(key)), RequestBody.fromBytes(bytes));
    }

    @Override
    public void remove(String key) {
        var unused =
                client.deleteObject(delete -> delete.bucket(settings.bucket()).key(object(key)));
    }

    /** The SDK has an exception of its own for the time that a whole call may take. */
    @Override
    public boolean isTimeout(Throwable failure) {
        return failure instanceof ApiCallTimeoutException
                || failure.getCause() instanceof ApiCallTimeoutException
                || RemoteTier.super.isTimeout(failure);
    }

    private String object(String key) {
        return settings.prefix() + "/" + URLEncoder.encode(key, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        client.close();
    }
}

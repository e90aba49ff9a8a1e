// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import java.nio.charset.StandardCharsets;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Puts objects into a server and takes them out. */
record Objects(S3Client client) implements AutoCloseable {
    static final String BUCKET = "bills";

    private static final int PRECONDITION_FAILED = 412;

    static Objects of(EmbeddedS3 s3) {
        return of(s3, s3.secretKey());
    }

    static Objects of(EmbeddedS3 s3, String secretKey) {
        return new Objects(S3Client.builder()
                .endpointOverride(s3.endpoint())
                .region(Region.of(s3.region()))
                .forcePathStyle(true)
                // S3Proxy answers before it has read the last, empty chunk, and closes on who still writes it
                .serviceConfiguration(service -> service.chunkedEncodingEnabled(false))
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                // what is tried again may have been done already
                .overrideConfiguration(every -> every.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(s3.accessKey(), secretKey)))
                .httpClient(UrlConnectionHttpClient.create())
                .build());
    }

    void put(String key, byte[] value) {
        client.putObject(request -> request.bucket(BUCKET).key(key), RequestBody.fromBytes(value));
    }

    void put(String key, String value) {
        put(key, value.getBytes(StandardCharsets.UTF_8));
    }

    /** False if there is something already. */
    boolean putNew(String key, String value) {
        try {
            client.putObject(
                    request -> request.bucket(BUCKET).key(key).ifNoneMatch("*"), RequestBody.fromString(value));
            return true;
        } catch (S3Exception refused) {
            if (refused.statusCode() != PRECONDITION_FAILED) {
                throw refused;
            }
            return false;
        }
    }

    byte[] bytes(String key) {
        return client.getObjectAsBytes(request -> request.bucket(BUCKET).key(key))
                .asByteArray();
    }

    String get(String key) {
        return new String(bytes(key), StandardCharsets.UTF_8);
    }

    List<String> keys() {
        return client.listObjectsV2(request -> request.bucket(BUCKET)).contents().stream()
                .map(found -> found.key())
                .toList();
    }

    void removeAll() {
        List<ObjectIdentifier> all = keys().stream()
                .map(key -> ObjectIdentifier.builder().key(key).build())
                .toList();
        client.deleteObjects(request -> request.bucket(BUCKET).delete(delete -> delete.objects(all)));
    }

    @Override
    public void close() {
        client.close();
    }
}

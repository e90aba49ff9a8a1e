// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache.s3;

import ca.openpolicy.core.MisconfiguredException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where S3 is, and how long it is waited for. The text form shows no secret.
 *
 * @param endpoint where, if not at Amazon's own address of the region
 * @param region which region
 * @param bucket which bucket; it must be there
 * @param prefix what the names of all objects begin with
 * @param key with which access key, if not what the SDK finds by itself
 * @param timeout how long an answer may take, all in all; it is not tried again
 * @param maxConnections how many objects are asked for at once for one call
 */
public record S3Settings(
        Optional<URI> endpoint,
        String region,
        String bucket,
        String prefix,
        Optional<AccessKey> key,
        Duration timeout,
        int maxConnections) {
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{2,62}");
    private static final Pattern PREFIX = Pattern.compile("[a-z0-9-]{1,32}");

    /**
     * Who asks. The text form shows no secret.
     *
     * @param id the id of the key
     * @param secret its secret
     */
    public record AccessKey(String id, String secret) {
        @Override
        public String toString() {
            return "access key " + id;
        }
    }

    /** Refuses values that cannot work, all at once. */
    public S3Settings {
        List<String> faults = new ArrayList<>();
        if (!BUCKET.matcher(bucket).matches()) {
            faults.add("bucket: '" + bucket + "' is not the name of a bucket");
        }
        if (!PREFIX.matcher(prefix).matches()) {
            faults.add("prefix: is '" + prefix + "', must be 1 to 32 lower-case letters, digits, dashes");
        }
        if (region.isBlank()) {
            faults.add("region: must not be empty");
        }
        if (timeout.toMillis() < 1) {
            faults.add("timeout: is " + timeout + ", must be at least a millisecond");
        }
        if (maxConnections < 1) {
            faults.add("maxConnections: is " + maxConnections + ", must be at least 1");
        }
        if (!faults.isEmpty()) {
            throw new MisconfiguredException(faults);
        }
    }

    /**
     * A bucket at Amazon, asked with what the SDK finds in its surroundings: half a second for an answer, 16 objects at
     * once, names that begin with {@code op}.
     *
     * @param region which region
     * @param bucket which bucket
     * @return the settings
     */
    public static S3Settings in(String region, String bucket) {
        return new S3Settings(Optional.empty(), region, bucket, "op", Optional.empty(), Duration.ofMillis(500), 16);
    }

    /**
     * The same at another address.
     *
     * @param address where
     * @param accessKey with which access key
     * @return the new settings
     */
    public S3Settings at(URI address, AccessKey accessKey) {
        return new S3Settings(
                Optional.of(address), region, bucket, prefix, Optional.of(accessKey), timeout, maxConnections);
    }

    /**
     * The same under another prefix.
     *
     * @param text what the names of all objects begin with
     * @return the new settings
     */
    public S3Settings withPrefix(String text) {
        return new S3Settings(endpoint, region, bucket, text, key, timeout, maxConnections);
    }

    /**
     * The same with another limit of time.
     *
     * @param time how long an answer may take
     * @return the new settings
     */
    public S3Settings withTimeout(Duration time) {
        return new S3Settings(endpoint, region, bucket, prefix, key, time, maxConnections);
    }
}

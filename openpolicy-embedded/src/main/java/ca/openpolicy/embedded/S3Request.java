// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The one request that making buckets takes, signed as S3 wants it (AWS Signature Version 4), so that no client of S3
 * is needed for it.
 *
 * @param endpoint where the server is
 * @param accessKey who asks
 * @param secretKey the proof of it
 */
record S3Request(URI endpoint, String accessKey, String secretKey) {
    static final String REGION = "us-east-1";

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int MOST_BYTES = 4_000;
    private static final String SIGNED = "host;x-amz-content-sha256;x-amz-date";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /**
     * What the server says.
     *
     * @param status its number
     * @param body its words
     */
    record Answer(int status, String body) {}

    /** Asks for a path without letters that would have to be encoded. */
    Answer put(String path, Instant now) throws IOException {
        String time = TIME.format(now);
        String nothing = hash("");
        HttpURLConnection connection =
                (HttpURLConnection) endpoint.resolve(path).toURL().openConnection(Proxy.NO_PROXY);
        try {
            connection.setConnectTimeout((int) LIMIT.toMillis());
            connection.setReadTimeout((int) LIMIT.toMillis());
            connection.setRequestMethod("PUT");
            connection.setRequestProperty("x-amz-date", time);
            connection.setRequestProperty("x-amz-content-sha256", nothing);
            connection.setRequestProperty("Authorization", authorization(path, time, nothing));
            return new Answer(connection.getResponseCode(), body(connection));
        } finally {
            connection.disconnect();
        }
    }

    private static String body(HttpURLConnection connection) throws IOException {
        try (InputStream in =
                connection.getResponseCode() < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            return in == null ? "" : new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
        }
    }

    private String authorization(String path, String time, String payload) {
        String scope = time.substring(0, 8) + "/" + REGION + "/s3/aws4_request";
        String request = String.join(
                "\n",
                "PUT",
                path,
                "",
                "host:" + endpoint.getAuthority(),
                "x-amz-content-sha256:" + payload,
                "x-amz-date:" + time,
                "",
                SIGNED,
                payload);
        String toSign = String.join("\n", "AWS4-HMAC-SHA256", time, scope, hash(request));
        byte[] key = ("AWS4" + secretKey).getBytes(StandardCharsets.UTF_8);
        for (String part : scope.split("/", -1)) {
            key = mac(key, part);
        }
        return "AWS4-HMAC-SHA256 Credential=" + accessKey + "/" + scope + ", SignedHeaders=" + SIGNED + ", Signature="
                + HexFormat.of().formatHex(mac(key, toSign));
    }

    private static String hash(String text) {
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private static byte[] mac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}

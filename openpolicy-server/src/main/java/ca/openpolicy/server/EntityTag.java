// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The strong validator of an answer: the version of what is answered, 0 where it is more than one thing, and a hash of
 * the very bytes and of their encoding.
 *
 * @param version the version
 * @param hash the hash
 */
record EntityTag(long version, String hash) {
    private static final int HASH_BYTES = 15;
    private static final Pattern OURS = Pattern.compile("\"v(\\d{1,18})\\.[A-Za-z0-9_-]{1,64}\"");

    static EntityTag of(long version, byte[] body, String encoding) {
        MessageDigest digest = sha256();
        digest.update(body);
        digest.update(encoding.getBytes(StandardCharsets.US_ASCII));
        byte[] bytes = Arrays.copyOf(digest.digest(), HASH_BYTES);
        return new EntityTag(version, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** The version that a tag of ours speaks of; weak tags and those of others say nothing. */
    static OptionalLong version(String tag) {
        Matcher matcher = OURS.matcher(tag.strip());
        return matcher.matches() ? OptionalLong.of(Long.parseLong(matcher.group(1))) : OptionalLong.empty();
    }

    /** Whether a header If-None-Match names one of ours, or anything (RFC 9110, section 13.1.2: weak comparison). */
    static boolean isIn(String header, String ours) {
        return Arrays.stream(header.split(",", -1))
                .map(String::strip)
                .map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag)
                .anyMatch(tag -> tag.equals("*") || tag.equals(ours));
    }

    @Override
    public String toString() {
        return "\"v" + version + "." + hash + "\"";
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}

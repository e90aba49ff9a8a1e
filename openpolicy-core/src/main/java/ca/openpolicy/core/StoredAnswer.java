// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import java.util.Arrays;
import java.util.Map;

/** What an operation was answered with, byte for byte. Immutable. */
public final class StoredAnswer {
    /** The longest body. */
    public static final int MAX_BODY_BYTES = 4 << 20;

    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    private StoredAnswer(int status, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    /**
     * An answer.
     *
     * @param status the status
     * @param headers what else was said, by name
     * @param body the bytes; copied
     * @return the answer
     * @throws InvalidValueException if the body is longer than {@link #MAX_BODY_BYTES}
     */
    public static StoredAnswer of(int status, Map<String, String> headers, byte[] body) {
        if (body.length > MAX_BODY_BYTES) {
            throw InvalidValueException.of(
                    "body", body.length + " bytes long", "of at most " + MAX_BODY_BYTES + " bytes");
        }
        return new StoredAnswer(status, Map.copyOf(headers), body.clone());
    }

    /**
     * The status.
     *
     * @return such as 201
     */
    public int status() {
        return status;
    }

    /**
     * What else was said.
     *
     * @return the values by name
     */
    public Map<String, String> headers() {
        return headers;
    }

    /**
     * The body.
     *
     * @return a copy of its bytes
     */
    public byte[] body() {
        return body.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StoredAnswer that
                && status == that.status
                && headers.equals(that.headers)
                && Arrays.equals(body, that.body);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * status + headers.hashCode()) + Arrays.hashCode(body);
    }

    @Override
    public String toString() {
        return "StoredAnswer[status=" + status + ", " + body.length + " bytes]";
    }
}

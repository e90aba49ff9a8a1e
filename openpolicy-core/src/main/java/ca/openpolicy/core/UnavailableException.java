// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import java.time.Duration;

/** An engine cannot answer now; the same call may be repeated later. */
public final class UnavailableException extends OpenPolicyException {
    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    /**
     * Makes the exception.
     *
     * @param message which engine, and what it did
     * @param retryAfter when a repetition makes sense
     * @param cause what the engine's client said
     */
    public UnavailableException(String message, Duration retryAfter, Throwable cause) {
        super(message, cause);
        this.retryAfter = retryAfter;
    }

    /**
     * When a repetition makes sense.
     *
     * @return the time to wait
     */
    public Duration retryAfter() {
        return retryAfter;
    }
}

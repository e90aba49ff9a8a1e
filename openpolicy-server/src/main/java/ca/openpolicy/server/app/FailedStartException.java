// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

/** The program cannot do what it was called for; the message says why, in one line. */
final class FailedStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FailedStartException(String message, Throwable cause) {
        super(message, cause);
    }
}

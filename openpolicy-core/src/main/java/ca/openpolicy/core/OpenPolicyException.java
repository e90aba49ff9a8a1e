// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

/** The root of what this platform throws; each kind carries what it concerns, and its message says what to do. */
public abstract sealed class OpenPolicyException extends RuntimeException
        permits ForgottenException,
                InvalidValueException,
                InvalidDraftException,
                NotFoundException,
                ConflictException,
                UnavailableException,
                MisconfiguredException,
                RejectedException,
                MalformedBodyException {
    private static final long serialVersionUID = 1L;

    OpenPolicyException(String message) {
        super(message);
    }

    OpenPolicyException(String message, Throwable cause) {
        super(message, cause);
    }
}

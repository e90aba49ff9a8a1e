// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import java.io.Serial;

/** Says why an embedded engine did not start or stopped working, and what to do about it. */
public final class EmbeddedEngineException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    EmbeddedEngineException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    EmbeddedEngineException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /**
     * The kind of trouble, for programs.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }

    /** The kinds of trouble. */
    public enum Reason {
        /** Another living Java process owns the data directory. */
        DIRECTORY_IN_USE,
        /** The data directory cannot be made, written or read. */
        DIRECTORY_UNUSABLE,
        /** The data directory holds something that is not ours, or a cluster of another version. */
        DIRECTORY_FOREIGN,
        /** Another process listens on the wanted port. */
        PORT_IN_USE,
        /** What the engine is made of is not on the class path, or not for this kind of machine. */
        ARCHIVE_MISSING,
        /** The engine was there and did not start, or refused what it was asked. */
        ENGINE_FAILED
    }
}

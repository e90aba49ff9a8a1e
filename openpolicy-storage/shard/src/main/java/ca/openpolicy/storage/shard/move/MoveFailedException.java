// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard.move;

/** A move cannot go on as things are. Nothing is lost: it can be resumed, or rolled back. */
public final class MoveFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MoveFailedException(String message) {
        super(message);
    }

    MoveFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache;

import java.io.Serial;

/** A thread was interrupted while it waited for a value; its mark is set again. */
public final class CacheInterruptedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    CacheInterruptedException(InterruptedException cause) {
        super("interrupted while waiting for a value", cause);
    }
}

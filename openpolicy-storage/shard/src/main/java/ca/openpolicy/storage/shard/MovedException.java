// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

/** The shard no longer owns what was asked of it, or something else than it did; nothing was done. */
final class MovedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MovedException() {
        super("the slot has moved", null, false, false);
    }
}

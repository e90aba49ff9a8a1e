// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

/**
 * What callers may repeat without its being done twice. A caller names what it does by a key of its own; the first
 * claim of a key gets an operation, carries it out with that id in its {@link Intent} and stores the answer; later
 * claims get the answer. A claim whose holder died can be claimed again when its lease is over, with the same
 * operation, so that what the dead one had done already is not done again.
 *
 * <p>Keys of different callers never meet. Leases and expiry go by the clock of the archive, not of its users.
 */
public interface Operations {
    /** The longest name of a caller. */
    int MAX_CALLER_LENGTH = 255;

    /** The longest key. */
    int MAX_KEY_LENGTH = 255;

    /**
     * Claims a key; of many claims at once exactly one is new.
     *
     * @param caller who asks, 1 to {@link #MAX_CALLER_LENGTH} characters
     * @param key the caller's name for what it does, 1 to {@link #MAX_KEY_LENGTH} characters
     * @param request a digest of all that is asked for
     * @return whether to carry it out, and if not, why
     * @throws InvalidValueException if caller or key is empty, too long or holds control characters
     */
    Outcome claim(String caller, String key, Digest request);

    /**
     * Stores the answer of an operation. The first one stays, so that two holders of one operation answer alike.
     *
     * @param operation the operation
     * @param answer what the caller is told
     * @return what every caller is to be told: the stored answer, or this one if the claim has expired meanwhile
     */
    StoredAnswer complete(EntityId operation, StoredAnswer answer);

    /**
     * Gives a claim back without an answer, so that the same request may try again at once as the same operation.
     *
     * @param operation the operation
     */
    void release(EntityId operation);

    /**
     * Forgets what has expired, a bounded number on each shard. Each claim and each operation also forgets some, so
     * that nothing piles up where nobody calls this.
     *
     * @return how many claims and operations were forgotten
     */
    int sweep();

    /** What came of a claim. */
    sealed interface Outcome {
        /**
         * The caller is to carry it out now.
         *
         * @param operation as which operation
         */
        record New(EntityId operation) implements Outcome {}

        /** Somebody else carries it out at this moment. */
        record Running() implements Outcome {}

        /** The key stands for another request. */
        record Mismatch() implements Outcome {}

        /**
         * It is done.
         *
         * @param answer what is to be told again
         */
        record Done(StoredAnswer answer) implements Outcome {}
    }
}

// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache;

import java.time.Duration;
import java.util.Collection;

/** A remote tier through which processes also tell each other what has changed, and who is making a value. */
public interface SharedTier extends RemoteTier {
    /**
     * Takes the right to make a value, unless another process has it. Who has it still, since giving it back was lost
     * on the way, takes it again.
     *
     * @param key of which key
     * @param holder who takes it
     * @param time after which it is free again by itself
     * @return whether it was free, or the holder's already
     */
    boolean lease(String key, String holder, Duration time);

    /**
     * Keeps the right for longer, if it is still held.
     *
     * @param key of which key
     * @param holder who took it
     * @param time after which it is free by itself, from now on
     */
    void prolong(String key, String holder, Duration time);

    /**
     * Gives the right back if it is still held.
     *
     * @param key of which key
     * @param holder who took it
     */
    void release(String key, String holder);

    /**
     * Gives slots new versions, for all processes to hear. When it returns, the listener of this process knows the
     * versions that they have now.
     *
     * @param slots the slots
     * @param cause a second call for the same cause, from whatever process, does nothing; empty for none
     */
    void change(Collection<Integer> slots, String cause);

    /**
     * Begins to listen: tells all versions first, then each that becomes another one. Called once.
     *
     * @param listener hears it, one call at a time
     */
    void follow(Listener listener);

    /** Who hears of versions. */
    interface Listener {
        /**
         * A slot has this version; the same one may be told again.
         *
         * @param slot the slot
         * @param version never the same again for a later change
         */
        void version(int slot, long version);

        /**
         * All changes that were made before this call of the tier's are told.
         *
         * @param beforeNanos {@link System#nanoTime} of that moment
         */
        void upTo(long beforeNanos);

        /** What is told from now on may have gaps, until the next call of {@link #upTo}. */
        void lost();
    }
}

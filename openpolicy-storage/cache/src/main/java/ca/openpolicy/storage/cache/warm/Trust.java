// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache.warm;

/**
 * How often predictions come true that are thought to be so and so likely. Also those are watched that nothing is made
 * of, so that it is noticed without cost when they come true more often, or the others less.
 */
final class Trust {
    private static final int BINS = 10;
    /**
     * How many outcomes it takes to think otherwise; more for what is made, of which a few in a row often fail alike.
     */
    private static final double DOUBT = 8;

    private static final double PATIENCE = 32;
    private static final double KEPT = 1 - 1 / 256.0;

    private final Bin[] hinted = bins();
    private final Bin[] paired = bins();

    private static Bin[] bins() {
        Bin[] bins = new Bin[BINS];
        for (int i = 0; i < BINS; i++) {
            bins[i] = new Bin();
        }
        return bins;
    }

    Bin of(Prediction<?> prediction) {
        int place = (int) (prediction.likely() * BINS);
        return (prediction.hinted() ? hinted : paired)[Math.clamp(place, 0, BINS - 1)];
    }

    /** Predictions that are thought to be about as likely. */
    static final class Bin {
        private final Tally watched = new Tally(0, 0);
        private final Tally made = new Tally(0, 0);

        synchronized void learn(boolean wasMade, boolean used) {
            made.scale(KEPT);
            if (!wasMade) {
                watched.scale(KEPT);
            }
            (wasMade ? made : watched).add(used, 1);
        }

        /**
         * Which part comes true, and none as long as nothing is known; of what is made, also what comes true too late
         * or is gone by then counts against.
         */
        synchronized double precision() {
            double likely = watched.likely(0, DOUBT, 1);
            return Math.min(likely, made.likely(likely, PATIENCE, 1));
        }
    }
}

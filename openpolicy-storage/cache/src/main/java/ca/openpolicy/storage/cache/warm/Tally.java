// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache.warm;

/** How often something could have followed, and how often it did; fading. */
final class Tally {
    private double tried;
    private double came;

    Tally(double tried, double came) {
        this.tried = tried;
        this.came = came;
    }

    void add(boolean hasCome, double weight) {
        tried += weight;
        came += hasCome ? weight : 0;
    }

    void scale(double factor) {
        tried *= factor;
        came *= factor;
    }

    double tried() {
        return tried;
    }

    double came() {
        return came;
    }

    /** How likely it is, where a few observations do not outweigh what is known otherwise. */
    double likely(double otherwise, double doubt, double weight) {
        return (came + doubt * otherwise * weight) / (tried + doubt * weight);
    }
}

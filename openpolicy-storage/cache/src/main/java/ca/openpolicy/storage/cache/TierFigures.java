// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache;

/**
 * How a remote tier does, whatever it was asked for: values, leases, changes.
 *
 * @param asked how often something was asked of it
 * @param failed how often it failed, those times too that it took too long
 * @param late how often it took too long
 * @param avoided how often it was not asked because it had failed too often
 * @param full how often it was not asked because too many were asking
 * @param unreadable how often it gave something that is no value
 * @param dropped how often it was not given a value because too many were under way
 * @param asking how many ask it at this moment
 * @param keeping how many values are on their way to it at this moment
 * @param open whether it is left alone now
 * @param following whether changes that other processes make are heard through it now
 */
public record TierFigures(
        long asked,
        long failed,
        long late,
        long avoided,
        long full,
        long unreadable,
        long dropped,
        int asking,
        int keeping,
        boolean open,
        boolean following) {}

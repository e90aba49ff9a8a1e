// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache;

/**
 * What a process knows of changes.
 *
 * @param told how many things this process was told of
 * @param heard how many changes were heard of from other processes, by slot
 * @param waiting how many slots others are still to be told of
 * @param gaps how often the connection was lost over which changes are heard
 * @param doubts how often nothing was heard for longer than the bound of staleness
 * @param certain whether it is certain now that all changes are heard of
 */
public record ChangeFigures(long told, long heard, long waiting, long gaps, long doubts, boolean certain) {}
